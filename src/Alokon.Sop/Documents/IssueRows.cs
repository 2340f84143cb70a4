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
          book, book_year, seq, seq_suffix, edition, model)
        SELECT $1, $2, $3, $4, $5, p.number, $6, $7, $8, $9, $10, $7, $12, $13, p.seq, p.suffix, $14,
        """;

    private const string Given = " FROM (SELECT $15::text AS number, $16::integer AS seq, $17::text AS suffix) AS p";

    private const string Taken = " FROM (SELECT $15 || lpad(last::text, greatest($16, length(last::text)), '0') || $17 AS number, last AS seq, '' AS suffix FROM taken) AS p";

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

    /// <returns>The letterhead, and what each code has: format, templates and mandates, as far as they are there.</returns>
    public static async Task<OfficePapers> ReadOfficeAsync(UnitOfWork work, long changes, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(work.Connection)
        {
            BatchCommands =
            {
                OfOffice(work, "SELECT government, dinas, dinas_code, address, phone, email, website, postal_code, place, zone, demo, paper FROM documents.letterhead WHERE office = $1"),
                OfOffice(work, "SELECT code, title, book, format, classification, suffix FROM documents.number_format WHERE office = $1"),
                OfOffice(work, EditionRows.SelectCurrent),
                OfOffice(work, MandateRows.Select),
                OfOffice(work, BookRows.SelectAwaited),
            },
        };
        await using var row = await batch.ExecuteReaderAsync(ct);
        var letterhead = await row.ReadAsync(ct) ? ReadLetterhead(row) : null;
        var formats = await NextAsync(row, r => new NumberFormat(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5)), ct);
        var templates = await NextAsync(row, EditionRows.Read, ct);
        var mandates = await NextAsync(row, MandateRows.Read, ct);
        var awaited = await NextAsync(row, r => (r.GetGuid(0), r.GetString(1)), ct);
        return new OfficePapers(
            changes,
            letterhead,
            formats.ToDictionary(f => f.Code),
            templates.ToLookup(t => t.Code, t => new ShelvedTemplate(new Edition(t.Edition, t.From, t.Until), t.TemplateHash)),
            mandates,
            awaited.ToHashSet());
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
            office.Template.Hash, model, office.Format.Book, paper.IssuedOn.Year, office.Template.Edition.Name,
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

    private static Letterhead ReadLetterhead(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), Text(row, 6), Text(row, 7),
        row.GetString(8), row.GetString(9), row.GetBoolean(10), row.GetString(11));

    /// <summary>All rows of the batch's next answer.</summary>
    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await row.NextResultAsync(ct);
        var rows = new List<T>();
        while (await row.ReadAsync(ct))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
