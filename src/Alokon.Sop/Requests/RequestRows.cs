using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Sop.Requests;

/// <summary>One request as it stands.</summary>
public sealed record RequestRow(
    Guid Id,
    string Number,
    string Workflow,
    int WorkflowVersion,
    string Status,
    string Kind,
    string Facility,
    string Kecamatan,
    Guid Requester,
    byte[] Input,
    byte[] File,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>As it was handed in; what the steps have made of it stands in the state of the workflow.</summary>
    public CaseFile ReadFile() => CaseFile.FromJson(JsonNode.Parse(File) ?? throw new InvalidOperationException($"Expected the case file of {Number}, but the row holds JSON null."));
}

/// <summary>The tables requests.request, amrah_line and shipment_line.</summary>
public static class RequestRows
{
    private const string Columns = """
        id, number, workflow, workflow_version AS "WorkflowVersion", status, kind, facility, kecamatan, requester, input, file,
        started_at AS "StartedAt", finished_at AS "FinishedAt"
        """;

    /// <summary>AMR-3315-2026-10-0001: gap-free a month, taken inside the transaction that uses it.</summary>
    /// <param name="month">Month of submission in the office's zone, yyyy-MM.</param>
    public static async Task<string> TakeNumberAsync(UnitOfWork work, string month, CancellationToken ct)
    {
        var last = await work.Connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            INSERT INTO requests.number_register AS r (office, month, last)
            VALUES (@office, @month, 1)
            ON CONFLICT (office, month) DO UPDATE SET last = r.last + 1
            RETURNING last
            """,
            new { office = work.Office, month },
            cancellationToken: ct));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"AMR-{work.Office:0000}-{month}-{last:0000}");
    }

    public static void Insert(UnitOfWork work, Guid id, string workflow, int version, JsonObject input, CaseFile file)
    {
        work.Queue(
            """
            INSERT INTO requests.request (office, id, number, workflow, workflow_version, status, kind, facility, kecamatan, period, requester, input, file, started_at)
            VALUES ($1, $2, $3, $4, $5, 'running', $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            work.Office, id, file.Number, workflow, version, file.Kind, file.Facility.Code, file.Facility.Kecamatan, file.Period,
            file.Requester.Person, Bytes(input), file.ToUtf8(), work.Now);
        SaveLines(work, id, file, others: false);
    }

    /// <summary>Only what changed. The file itself lives in the workflow's state.</summary>
    public static void Save(UnitOfWork work, Guid id, CaseFile file, CaseFile before)
    {
        if (!file.Lines.SequenceEqual(before.Lines) || file.Shipment != before.Shipment)
        {
            SaveLines(work, id, file, file.Lines.Any(l => before.Line(l.Commodity) is null) || file.Lines.Count != before.Lines.Count);
        }

        if (file.Shipment != before.Shipment || file.Receipt != before.Receipt)
        {
            SaveLots(work, id, file);
        }
    }

    /// <summary>The case runs on another version of its SOP.</summary>
    public static void MoveTo(UnitOfWork work, Guid id, int version) =>
        work.Queue("UPDATE requests.request SET workflow_version = $3 WHERE office = $1 AND id = $2", work.Office, id, version);

    /// <summary>Once: what the SOP has decided stays, whatever ends the workflow afterwards.</summary>
    public static void End(UnitOfWork work, Guid id, string status) =>
        work.Queue(
            "UPDATE requests.request SET status = $3, finished_at = $4, decided = NULL WHERE office = $1 AND id = $2 AND status IN ('running', 'faulted')",
            work.Office, id, status, work.Now);

    /// <summary>Something failed: the case is not over. What had been decided in the same step is kept for when it goes on.</summary>
    public static void Halt(UnitOfWork work, Guid id) =>
        work.Queue(
            """
            UPDATE requests.request
            SET status = 'faulted', finished_at = NULL, decided = CASE WHEN status IN ('running', 'faulted') THEN decided ELSE status END
            WHERE office = $1 AND id = $2
            """,
            work.Office, id);

    /// <summary>What failed is tried again.</summary>
    public static void Unhalt(UnitOfWork work, Guid id) =>
        work.Queue(
            """
            UPDATE requests.request
            SET status = COALESCE(decided, 'running'), finished_at = CASE WHEN decided IS NOT NULL THEN $3 END, decided = NULL
            WHERE office = $1 AND id = $2 AND status = 'faulted'
            """,
            work.Office, id, work.Now);

    public static async Task<IReadOnlyDictionary<Guid, string>> NumbersAsync(UnitOfWork work, Guid[] ids, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(Guid Id, string Number)>(new CommandDefinition(
            "SELECT id, number FROM requests.request WHERE office = @office AND id = ANY (@ids)",
            new { office = work.Office, ids },
            cancellationToken: ct));
        return rows.ToDictionary(row => row.Id, row => row.Number);
    }

    public static Task<RequestRow?> FindAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        work.Connection.QuerySingleOrDefaultAsync<RequestRow?>(new CommandDefinition(
            $"SELECT {Columns} FROM requests.request WHERE office = @office AND id = @id",
            new { office = work.Office, id },
            cancellationToken: ct));

    public static async Task<Guid?> FindIdAsync(UnitOfWork work, string number, CancellationToken ct) =>
        await work.Connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM requests.request WHERE office = @office AND number = @number",
            new { office = work.Office, number },
            cancellationToken: ct));

    /// <summary>Requests whose number holds this text, the latest first.</summary>
    public static async Task<IReadOnlyList<Guid>> FindIdsAsync(UnitOfWork work, string text, int most, CancellationToken ct)
    {
        var ids = await work.Connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT id FROM requests.request WHERE office = @office AND strpos(lower(number), lower(@text)) > 0 ORDER BY started_at DESC, id DESC LIMIT @most",
            new { office = work.Office, text, most },
            cancellationToken: ct));
        return ids.AsList();
    }

    /// <summary>Requests of a workflow that came to an end in a period, the latest first.</summary>
    public static async Task<IReadOnlyList<RequestRow>> FinishedAsync(UnitOfWork work, string workflow, DateTimeOffset? from, DateTimeOffset? to, int most, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<RequestRow>(new CommandDefinition(
            $"""
            SELECT {Columns}
            FROM requests.request
            WHERE office = @office AND workflow = @workflow AND finished_at IS NOT NULL
              AND (@from::timestamptz IS NULL OR finished_at >= @from) AND (@to::timestamptz IS NULL OR finished_at < @to)
            ORDER BY finished_at DESC, id
            LIMIT @most
            """,
            new { office = work.Office, workflow, from = from?.UtcDateTime, to = to?.UtcDateTime, most },
            cancellationToken: ct));
        return rows.AsList();
    }

    public static async Task<IReadOnlyList<RequestRow>> ListAsync(UnitOfWork work, RequestFilter filter, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<RequestRow>(new CommandDefinition(
            $"""
            SELECT {Columns}
            FROM requests.request
            WHERE office = @office
              AND (@Status::text IS NULL OR status = @Status)
              AND (@Workflow::text IS NULL OR workflow = @Workflow)
              AND (@Facility::text IS NULL OR facility = @Facility)
              AND (@Facilities::text[] IS NULL OR facility = ANY (@Facilities) OR kecamatan = ANY (@Kecamatan))
              AND (@Text::text IS NULL OR number ILIKE '%' || @Text || '%' OR facility = @Text)
              AND (@AfterId::uuid IS NULL OR (started_at, id) < (@AfterAt::timestamptz, @AfterId))
            ORDER BY started_at DESC, id DESC
            LIMIT @Limit
            """,
            filter.Parameters(work.Office),
            cancellationToken: ct));
        return rows.AsList();
    }

    /// <param name="others">There may be rows of goods that are asked for no more.</param>
    private static void SaveLines(UnitOfWork work, Guid id, CaseFile file, bool others)
    {
        if (others)
        {
            work.Queue(
                "DELETE FROM requests.amrah_line WHERE office = $1 AND case_id = $2 AND NOT (commodity = ANY ($3))",
                work.Office, id, file.Lines.Select(l => l.Commodity).ToArray());
        }

        var shipped = (file.Shipment?.Lines ?? []).GroupBy(l => l.Commodity).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        work.Queue(
            """
            INSERT INTO requests.amrah_line (office, case_id, commodity, requested, amc, stock, calculated, approved, shipped)
            SELECT $1, $2, * FROM unnest($3::text[], $4::integer[], $5::numeric[], $6::integer[], $7::integer[], $8::integer[], $9::integer[])
            ON CONFLICT (office, case_id, commodity) DO UPDATE
            SET requested = excluded.requested, amc = excluded.amc, stock = excluded.stock, calculated = excluded.calculated,
                approved = excluded.approved, shipped = excluded.shipped
            """,
            work.Office, id,
            file.Lines.Select(l => l.Commodity).ToArray(),
            file.Lines.Select(l => l.Requested).ToArray(),
            file.Lines.Select(l => l.AverageMonthlyConsumption).ToArray(),
            file.Lines.Select(l => l.StockOnHand).ToArray(),
            file.Lines.Select(l => l.CalculatedResupply).ToArray(),
            Integers(file.Lines.Select(l => l.Approved)),
            Integers(file.Lines.Select(l => shipped.TryGetValue(l.Commodity, out var sum) ? sum : (int?)null)));
    }

    private static void SaveLots(UnitOfWork work, Guid id, CaseFile file)
    {
        if (file.Shipment is not { } shipment)
        {
            return;
        }

        var counted = (file.Receipt?.Lines ?? []).ToDictionary(l => (l.Commodity, l.Lot));
        var counts = shipment.Lines.Select(l => counted.GetValueOrDefault((l.Commodity, l.Lot))).ToList();
        work.Queue(
            """
            INSERT INTO requests.shipment_line (office, case_id, commodity, lot, sent, good, damaged, missing, over, received_lot)
            SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::integer[], $6::integer[], $7::integer[], $8::integer[], $9::integer[], $10::text[])
            ON CONFLICT (office, case_id, commodity, lot) DO UPDATE
            SET sent = excluded.sent, good = excluded.good, damaged = excluded.damaged, missing = excluded.missing,
                over = excluded.over, received_lot = excluded.received_lot
            """,
            work.Office, id,
            shipment.Lines.Select(l => l.Commodity).ToArray(),
            shipment.Lines.Select(l => l.Lot).ToArray(),
            shipment.Lines.Select(l => l.Quantity).ToArray(),
            Integers(counts.Select(c => c?.Good)),
            Integers(counts.Select(c => c?.Damaged)),
            Integers(counts.Select(c => c?.Missing)),
            Integers(counts.Select(c => c?.Over)),
            new NpgsqlParameter { Value = counts.Select(c => c?.ReceivedLot).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }

    private static NpgsqlParameter Integers(IEnumerable<int?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(CaseFileJson.Options));
}

/// <summary>Which requests a list shows; null in a field is no restriction.</summary>
/// <param name="Facilities">With <paramref name="Kecamatan"/>: what the officer may see; both null = the whole office.</param>
public sealed record RequestFilter(
    string? Status,
    string? Workflow,
    string? Facility,
    string? Text,
    string[]? Facilities,
    string[]? Kecamatan,
    DateTimeOffset? AfterAt,
    Guid? AfterId,
    int Limit)
{
    internal object Parameters(int office) =>
        new { office, Status, Workflow, Facility, Text, Facilities, Kecamatan, AfterAt = AfterAt?.UtcDateTime, AfterId, Limit };
}
