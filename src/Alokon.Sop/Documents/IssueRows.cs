using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>What issuing reads, locks and writes.</summary>
internal static class IssueRows
{
    public static async Task<Outcome<IssuingOffice>> ReadOfficeAsync(UnitOfWork work, string code, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT l.government, l.dinas, l.dinas_code, l.address, l.phone, l.email, l.website, l.postal_code, l.place, l.zone, l.demo,
                   f.title, f.book, f.format, f.classification, f.suffix, t.hash
            FROM documents.letterhead AS l
            LEFT JOIN documents.number_format AS f ON f.office = l.office AND f.code = $2
            LEFT JOIN documents.template AS t ON t.office = l.office AND t.code = $2 AND t.is_current
            WHERE l.office = $1
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = code } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
        {
            return new DocumentRefusal.LetterheadMissing(work.Office);
        }

        if (Text(row, 12) is not { } book)
        {
            return new DocumentRefusal.CodeUnknown(code);
        }

        if (Text(row, 16) is not { } hash)
        {
            return new DocumentRefusal.TemplateMissing(code);
        }

        var letterhead = new Letterhead(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), Text(row, 6), Text(row, 7),
            row.GetString(8), row.GetString(9), row.GetBoolean(10));
        return new IssuingOffice(
            letterhead, new NumberFormat(code, row.GetString(11), book, row.GetString(13), row.GetString(14), row.GetString(15)), hash);
    }

    /// <summary>
    /// The register row stays locked until this transaction ends, and comes last of all that issuing reads: a rollback gives the
    /// number back, and the next one in the queue waits as short as can be.
    /// </summary>
    /// <returns>The running number (0 when the paper brings its own) and the earlier papers of the case.</returns>
    public static async Task<(int Sequence, IReadOnlyList<Reference> References)> LockNumberAsync(
        UnitOfWork work, IssueDocument effect, string book, int year, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(work.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            SELECT DISTINCT ON (code) code, number, issued_on
            FROM documents.document
            WHERE office = $1 AND case_id = $2 AND cancelled_at IS NULL
            ORDER BY code, issued_at DESC, id DESC
            """)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = effect.CaseId } },
        });
        if (effect.Number is null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                INSERT INTO documents.number_register AS r (office, book, year, last)
                VALUES ($1, $2, $3, 1)
                ON CONFLICT (office, book, year) DO UPDATE SET last = r.last + 1
                RETURNING r.last
                """)
            {
                Parameters = { new() { Value = work.Office }, new() { Value = book }, new() { Value = year } },
            });
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        var references = new List<Reference>();
        while (await reader.ReadAsync(ct))
        {
            references.Add(new Reference(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateOnly>(2)));
        }

        return await reader.NextResultAsync(ct) && await reader.ReadAsync(ct) ? (reader.GetInt32(0), references) : (0, references);
    }

    public static void Add(UnitOfWork work, IssueDocument effect, IssuingOffice office, IssuedPaper paper, string[] positions, byte[] model) => work.Queue(
        """
        INSERT INTO documents.document (office, id, case_id, code, title, number, issued_on, issued_at, positions, verification_code, model, template_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $8)
        """,
        work.Office,
        Ids.New(),
        effect.CaseId,
        effect.Code,
        office.Format.Title,
        paper.Number,
        paper.IssuedOn,
        work.Now,
        positions,
        paper.VerificationCode,
        model,
        office.TemplateHash);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
