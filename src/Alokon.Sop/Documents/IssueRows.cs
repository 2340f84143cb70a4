using Alokon.Engine;
using Alokon.Sop.Documents.Books;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>What issuing reads and writes.</summary>
internal static class IssueRows
{
    private const string SelectChanges = "SELECT changes FROM documents.stamp WHERE office = $1";

    private const string SelectReferences = """
        SELECT DISTINCT ON (code) code, number, issued_on
        FROM documents.document
        WHERE office = $1 AND case_id = $2 AND cancelled_at IS NULL
        ORDER BY code, issued_at DESC, id DESC
        """;

    private const string SelectReferencesOfCase = $"""
        SELECT DISTINCT ON (code) code, number, issued_on
        FROM documents.document
        WHERE office = $1 AND case_id = {FirstTrip.Case} AND cancelled_at IS NULL
        ORDER BY code, issued_at DESC, id DESC
        """;

    // The paper's number is known only while its book is locked, so the server writes it into the model, where a mark stands for it.
    private const string Insert = """
        INSERT INTO documents.document (
          office, id, case_id, code, title, number, issued_on, issued_at, positions, verification_code, template_hash, created_at,
          book, book_year, seq, seq_suffix, model)
        SELECT $1, $2, $3, $4, $5, p.number, $6, $7, $8, $9, $10, $7, $12, $13, p.seq, p.suffix,
        """;

    private const string Given = " FROM (SELECT $14::text AS number, $15::integer AS seq, $16::text AS suffix) AS p";

    private const string Taken = " FROM (SELECT $14 || lpad(last::text, greatest($15, length(last::text)), '0') || $16 AS number, last AS seq, '' AS suffix FROM taken) AS p";

    private const string Take = """
        WITH taken AS (
          INSERT INTO documents.number_register AS r (office, book, year, last)
          VALUES ($1, $12, $13, 1)
          ON CONFLICT (office, book, year) DO UPDATE SET last = r.last + 1
          RETURNING r.last
        )

        """;

    private const string Filled = " convert_to(replace(convert_from($11, 'UTF8'), $2::text, substr(to_json(p.number)::text, 2, length(to_json(p.number)::text) - 2)), 'UTF8')";

    private const string Plain = " $11";

    /// <summary>How often what the office prints with has changed.</summary>
    public static void ForeseeChanges(FirstTrip trip, int office, Action<long> changes) =>
        trip.Add(SelectChanges, row => changes(row.GetInt64(0)), new NpgsqlParameter<int> { TypedValue = office });

    /// <summary>The papers of the case at hand, the latest of each code.</summary>
    public static void ForeseeReferences(FirstTrip trip, int office, Action<Reference> found) =>
        trip.Add(SelectReferencesOfCase, row => found(ReadReference(row)), new NpgsqlParameter<int> { TypedValue = office });

    public static async Task<List<Reference>> ReadReferencesAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(SelectReferences, work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = caseId } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var references = new List<Reference>();
        while (await reader.ReadAsync(ct))
        {
            references.Add(ReadReference(reader));
        }

        return references;
    }

    /// <returns>The letterhead, and what each code has: format and template, as far as they are there.</returns>
    public static async Task<OfficePapers> ReadOfficeAsync(UnitOfWork work, long changes, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(work.Connection)
        {
            BatchCommands =
            {
                OfOffice(work, "SELECT government, dinas, dinas_code, address, phone, email, website, postal_code, place, zone, demo FROM documents.letterhead WHERE office = $1"),
                OfOffice(
                    work,
                    """
                    SELECT f.code, f.title, f.book, f.format, f.classification, f.suffix, t.hash
                    FROM documents.number_format AS f
                    LEFT JOIN documents.template AS t ON t.office = f.office AND t.code = f.code AND t.is_current
                    WHERE f.office = $1
                    """),
                OfOffice(work, BookRows.SelectAwaited),
            },
        };
        await using var row = await batch.ExecuteReaderAsync(ct);
        var letterhead = await row.ReadAsync(ct)
            ? new Letterhead(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), Text(row, 6), Text(row, 7),
                row.GetString(8), row.GetString(9), row.GetBoolean(10))
            : null;
        await row.NextResultAsync(ct);
        var codes = new Dictionary<string, (NumberFormat, string?)>();
        while (await row.ReadAsync(ct))
        {
            codes[row.GetString(0)] = (new NumberFormat(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)), Text(row, 6));
        }

        await row.NextResultAsync(ct);
        var awaited = new HashSet<(Guid Case, string Code)>();
        while (await row.ReadAsync(ct))
        {
            awaited.Add((row.GetGuid(0), row.GetString(1)));
        }

        return new OfficePapers(changes, letterhead, codes, awaited);
    }

    /// <summary>
    /// Locks the book last of all and takes the next number from it: a rollback gives it back, and the next one in the queue waits as
    /// short as can be.
    /// </summary>
    /// <param name="model">Holds the paper's id where its number belongs, and the ids of earlier papers of this press where theirs do.</param>
    public static void Add(UnitOfWork work, IssueDocument effect, IssuingOffice office, IssuedPaper paper, string[] positions, byte[] model)
    {
        object?[] values =
        [
            work.Office, paper.Id, effect.CaseId, effect.Code, office.Format.Title, paper.IssuedOn, work.Now, positions, paper.VerificationCode,
            office.TemplateHash, model, office.Format.Book, paper.IssuedOn.Year,
        ];
        if (paper.Given is { } given)
        {
            work.QueueLast(Insert + Plain + Given, [.. values, given.Number, given.Seq, given.Suffix]);
            return;
        }

        var (before, width, after) = office.Format.Around(work.Office, office.Letterhead.DinasCode, paper.IssuedOn);
        work.QueueLast(Take + Insert + Filled + Taken, [.. values, before, width, after]);
    }

    /// <summary>The second paper of one press names the first, whose number is known by then.</summary>
    public static void NameInModel(UnitOfWork work, Guid paper, Guid earlier) => work.QueueLast(
        """
        UPDATE documents.document AS d
        SET model = convert_to(replace(convert_from(d.model, 'UTF8'), $3::text, substr(to_json(e.number)::text, 2, length(to_json(e.number)::text) - 2)), 'UTF8')
        FROM documents.document AS e
        WHERE d.office = $1 AND d.id = $2 AND e.office = $1 AND e.id = $3
        """,
        work.Office, paper, earlier);

    private static NpgsqlBatchCommand OfOffice(UnitOfWork work, string sql)
    {
#pragma warning disable CA2100 // the constants above
        return new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = work.Office } } };
#pragma warning restore CA2100
    }

    private static Reference ReadReference(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
