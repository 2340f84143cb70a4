using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Running;

/// <summary>One instance without its state.</summary>
/// <param name="VersionId">Of the definition's version that it runs on now.</param>
/// <param name="Incidents">What failed in it and was not tried again yet.</param>
public sealed record InstanceSummary(
    Guid Id, string DefinitionId, int DefinitionVersion, string VersionId, string Status, string SubStatus,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, int Incidents);

/// <summary>Which instances are meant; an empty or missing part restricts nothing.</summary>
/// <param name="OrderBy">created, updated or finished.</param>
/// <param name="Page">Counted from 0.</param>
public sealed record InstanceFilter(
    IReadOnlyList<string> DefinitionIds, IReadOnlyList<string> Statuses, IReadOnlyList<string> SubStatuses, IReadOnlyList<Guid>? Ids, bool? HasIncidents,
    string OrderBy, bool Descending, int Page, int PageSize);

/// <param name="Total">Of all pages.</param>
public sealed record InstanceList(IReadOnlyList<InstanceSummary> Items, long Total);

/// <summary>One burst as the journal has it.</summary>
/// <param name="Events">In the order in which they happened.</param>
public sealed record JournalBurst(int Seq, DateTimeOffset At, JsonArray Events);

/// <summary>Reads instances for whoever looks at them.</summary>
public static class InstanceListRows
{
    private const string Columns = """
        i.id, i.definition_id, i.definition_version, d.version_id, i.status, i.sub_status, i.created_at, i.updated_at, i.finished_at,
        (SELECT count(*) FROM engine.incident AS n WHERE n.office = i.office AND n.instance = i.id AND n.resolved_at IS NULL)::integer
        """;

    private const string Chosen = """
        i.office = $1
          AND ($2::text[] IS NULL OR i.definition_id = ANY ($2))
          AND ($3::text[] IS NULL OR i.status = ANY ($3))
          AND ($4::text[] IS NULL OR i.sub_status = ANY ($4))
          AND ($5::uuid[] IS NULL OR i.id = ANY ($5))
          AND ($6::boolean IS NULL OR $6 = EXISTS (SELECT FROM engine.incident AS n WHERE n.office = i.office AND n.instance = i.id AND n.resolved_at IS NULL))
        """;

    public static async Task<InstanceList> ListAsync(UnitOfWork work, InstanceFilter filter, CancellationToken ct)
    {
        await using var count = Command(work, $"SELECT count(*) FROM engine.instance AS i WHERE {Chosen}", filter);
        var total = (long)(await count.ExecuteScalarAsync(ct))!; // a count is never null
        var size = Math.Clamp(filter.PageSize, 1, 500);
        await using var command = Command(
            work,
            $"""
            SELECT {Columns}
            FROM engine.instance AS i
            JOIN engine.definition AS d ON d.office = i.office AND d.definition_id = i.definition_id AND d.version = i.definition_version
            WHERE {Chosen}
            ORDER BY {Order(filter)}
            LIMIT {size} OFFSET {(long)Math.Max(0, filter.Page) * size}
            """,
            filter);
        return new(await ReadAsync(command, ct), total);
    }

    public static async Task<InstanceSummary?> FindAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        var one = new InstanceFilter([], [], [], [id], null, "created", true, 0, 1);
        return (await ListAsync(work, one, ct)).Items is [var found] ? found : null;
    }

    public static async Task<WorkflowState?> StateAsync(UnitOfWork work, Guid id, CancellationToken ct) => (await MoveRows.FindInstanceAsync(work, id, ct))?.State;

    /// <summary>In the order in which the bursts happened; empty where it was let go after the retention.</summary>
    public static async Task<IReadOnlyList<JournalBurst>> JournalAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT seq, at, events FROM engine.journal WHERE office = $1 AND instance = $2 ORDER BY seq", work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = id } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var bursts = new List<JournalBurst>();
        while (await reader.ReadAsync(ct))
        {
            var events = JsonNode.Parse(reader.GetFieldValue<byte[]>(2)) as JsonArray ?? throw new JsonException("Expected a list of events in the journal");
            bursts.Add(new(reader.GetInt32(0), reader.GetFieldValue<DateTime>(1), events));
        }

        return bursts;
    }

    // Ids grow with time: the primary key gives the order of beginning, whatever the history.
    private static string Order(InstanceFilter filter)
    {
        var direction = filter.Descending ? "DESC" : "ASC";
        return filter.OrderBy.ToUpperInvariant() switch
        {
            "UPDATED" or "UPDATEDAT" => $"i.updated_at {direction}, i.id",
            "FINISHED" or "FINISHEDAT" => $"i.finished_at {direction} NULLS LAST, i.id",
            _ => $"i.id {direction}",
        };
    }

    private static NpgsqlCommand Command(UnitOfWork work, string sql, InstanceFilter filter)
    {
#pragma warning disable CA2100 // constants of this file
        return new NpgsqlCommand(sql, work.Connection)
#pragma warning restore CA2100
        {
            Parameters =
            {
                new() { Value = work.Office },
                Texts(filter.DefinitionIds),
                Texts(filter.Statuses),
                Texts(filter.SubStatuses),
                new() { Value = (object?)filter.Ids?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = (object?)filter.HasIncidents ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean },
            },
        };
    }

    private static NpgsqlParameter Texts(IReadOnlyList<string> values) => new()
    {
        Value = values.Count > 0 ? values.ToArray() : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    private static async Task<List<InstanceSummary>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<InstanceSummary>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                reader.GetFieldValue<DateTime>(6), reader.GetFieldValue<DateTime>(7), reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTime>(8), reader.GetInt32(9)));
        }

        return found;
    }
}
