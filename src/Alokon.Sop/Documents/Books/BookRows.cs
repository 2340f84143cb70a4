using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents.Books;

/// <summary>documents.number_entry, and the books as they are read.</summary>
internal static class BookRows
{
    public const string SelectAwaited = """
        SELECT case_id, code
        FROM documents.number_entry
        WHERE office = $1 AND case_id IS NOT NULL AND document IS NULL AND cancelled_at IS NULL
        """;

    private const string Lines = """
        SELECT id, number, seq, seq_suffix, NULL::integer AS first, issued_on AS dated, code, title, case_id, id AS document, positions,
               CASE WHEN cancelled_at IS NULL THEN 'inForce' ELSE 'cancelled' END AS status, cancelled_for AS reason, NULL::text AS writer
        FROM documents.document
        WHERE office = $1 AND book = $2 AND book_year = $3
        UNION ALL
        SELECT id, number, seq, seq_suffix, first, dated, code, title, case_id, NULL::uuid, '{}'::text[],
               CASE WHEN kind = 'paper-book' THEN 'paperBook' WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN case_id IS NULL THEN 'outside' ELSE 'awaited' END,
               coalesce(cancelled_for, reason), writer_name
        FROM documents.number_entry
        WHERE office = $1 AND book = $2 AND book_year = $3 AND document IS NULL
        """;

    /// <summary>Locks the book for an admin, who writes into it by hand. First what counts the office's changes: writing an entry moves it, and whoever issues locks the book last.</summary>
    /// <returns>The last number taken; 0 where the book is not begun.</returns>
    public static async Task<int> LockAsync(UnitOfWork work, string book, int year, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(work.Connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("SELECT changes FROM documents.stamp WHERE office = $1 FOR UPDATE") { Parameters = { new() { Value = work.Office } } },
                new NpgsqlBatchCommand("SELECT last FROM documents.number_register WHERE office = $1 AND book = $2 AND year = $3 FOR UPDATE")
                {
                    Parameters = { new() { Value = work.Office }, new() { Value = book }, new() { Value = year } },
                },
            },
        };
        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.NextResultAsync(ct);
        return await row.ReadAsync(ct) ? row.GetInt32(0) : 0;
    }

    /// <returns>False when somebody began it meanwhile: now it is there to be locked.</returns>
    public static async Task<bool> BeginAsync(UnitOfWork work, string book, int year, int last, CancellationToken ct)
    {
        await using var command = Command(
            work, "INSERT INTO documents.number_register (office, book, year, last) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", work.Office, book, year, last);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public static void Raise(UnitOfWork work, string book, int year, int last) => work.Queue(
        "UPDATE documents.number_register SET last = $4 WHERE office = $1 AND book = $2 AND year = $3", work.Office, book, year, last);

    public static void Add(UnitOfWork work, NumberEntry entry) => work.Queue(
        """
        INSERT INTO documents.number_entry (
          office, id, book, book_year, kind, seq, seq_suffix, first, number, dated, code, title, case_id, reason, written_at, writer, writer_name)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::integer, $9, $10, $11::text, $12, $13::uuid, $14, $15, $16, $17)
        """,
        work.Office, entry.Id, entry.Book, entry.Year, entry.First is null ? "inserted" : "paper-book", entry.Seq, entry.Suffix, entry.First, entry.Number, entry.Dated,
        entry.Code, entry.Title, entry.CaseId, entry.Reason, work.Now, work.Officer.Person, work.Officer.Name);

    public static void Cancel(UnitOfWork work, Guid id, string reason) => work.Queue(
        "UPDATE documents.number_entry SET cancelled_at = $3, cancelled_for = $4 WHERE office = $1 AND id = $2", work.Office, id, work.Now, reason);

    /// <summary>Gives a paper the number that was put in for it, the lowest first. Nobody else can take or cancel it until this transaction ends.</summary>
    /// <returns>None when there is none (any more): then the paper takes the next number of the book.</returns>
    public static async Task<GivenNumber?> BearAsync(UnitOfWork work, IssueDocument effect, Guid paper, int year, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            UPDATE documents.number_entry SET document = $5
            WHERE office = $1 AND id = (
              SELECT id
              FROM documents.number_entry
              WHERE office = $1 AND case_id = $2 AND code = $3 AND book_year = $4 AND document IS NULL AND cancelled_at IS NULL
              ORDER BY seq, length(seq_suffix), seq_suffix
              LIMIT 1
              FOR UPDATE)
            RETURNING number, seq, seq_suffix
            """,
            work.Office, effect.CaseId, effect.Code, year, paper);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new GivenNumber(row.GetString(0), row.GetInt32(1), row.GetString(2)) : null;
    }

    public static async Task<IReadOnlyList<int>> YearsAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = Command(work, "SELECT DISTINCT year FROM documents.number_register WHERE office = $1", work.Office);
        return await ReadAsync(command, row => row.GetInt32(0), ct);
    }

    public static async Task<IReadOnlyDictionary<string, BookCount>> CountAsync(UnitOfWork work, int year, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            WITH line AS (
              SELECT book, 1 AS issued, (cancelled_at IS NOT NULL)::integer AS cancelled, (seq_suffix <> '')::integer AS inserted, 0 AS last
              FROM documents.document
              WHERE office = $1 AND book_year = $2 AND book IS NOT NULL
              UNION ALL
              SELECT book, 0, (cancelled_at IS NOT NULL)::integer, (kind = 'inserted')::integer, 0
              FROM documents.number_entry
              WHERE office = $1 AND book_year = $2 AND document IS NULL
              UNION ALL
              SELECT book, 0, 0, 0, last
              FROM documents.number_register
              WHERE office = $1 AND year = $2
            )
            SELECT book, max(last)::integer, sum(issued)::integer, sum(cancelled)::integer, sum(inserted)::integer
            FROM line
            GROUP BY book
            """,
            work.Office, year);
        var counted = await ReadAsync(command, row => (Book: row.GetString(0), Count: new BookCount(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4))), ct);
        return counted.ToDictionary(c => c.Book, c => c.Count);
    }

    /// <param name="cases">Cases whose number holds the text looked for.</param>
    public static async Task<IReadOnlyList<BookLine>> ListAsync(UnitOfWork work, BookQuestion asked, IReadOnlyList<Guid> cases, CancellationToken ct)
    {
        var after = asked.Cursor;
        await using var command = Command(
            work,
            $"""
            SELECT *
            FROM ({Lines}) AS line
            WHERE ($4::text IS NULL OR number ILIKE $5 OR title ILIKE $5 OR code ILIKE $5 OR reason ILIKE $5 OR array_to_string(positions, '; ') ILIKE $5 OR case_id = ANY ($6))
              AND ($7::integer IS NULL OR (coalesce(seq, 0), length(seq_suffix), seq_suffix, number) < ($7, length($8), $8, $9))
            ORDER BY coalesce(seq, 0) DESC, length(seq_suffix) DESC, seq_suffix DESC, number DESC
            LIMIT $10
            """,
            work.Office, asked.Book, asked.Year, asked.Text, Like(asked.Text), cases.ToArray(), after?.Seq, after?.Suffix ?? "", after?.Number ?? "", asked.Limit + 1);
        return await ReadAsync(command, Line, ct);
    }

    /// <summary>Numbers up to the last that no line of the book tells of: there should be none.</summary>
    public static async Task<IReadOnlyList<int>> MissingAsync(UnitOfWork work, string book, int year, CancellationToken ct)
    {
        await using var command = Command(
            work,
            $"""
            SELECT n
            FROM documents.number_register AS r, generate_series(1, r.last) AS n
            WHERE r.office = $1 AND r.book = $2 AND r.year = $3
              AND NOT EXISTS (SELECT FROM documents.number_entry AS e WHERE e.office = $1 AND e.book = $2 AND e.book_year = $3 AND n BETWEEN e.first AND e.seq)
              AND NOT EXISTS (SELECT FROM documents.document AS d WHERE d.office = $1 AND d.book = $2 AND d.book_year = $3 AND d.seq = n AND d.seq_suffix = '')
            ORDER BY n
            LIMIT 50
            """,
            work.Office, book, year);
        return await ReadAsync(command, row => row.GetInt32(0), ct);
    }

    public static async Task<BookLine?> LockEntryAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT id, number, seq, seq_suffix, first, dated, code, title, case_id, document, '{}'::text[],
                   CASE WHEN kind = 'paper-book' THEN 'paperBook' WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN case_id IS NULL THEN 'outside' ELSE 'awaited' END,
                   reason, writer_name
            FROM documents.number_entry
            WHERE office = $1 AND id = $2
            FOR UPDATE
            """,
            work.Office, id);
        return (await ReadAsync(command, Line, ct)).FirstOrDefault();
    }

    /// <summary>What stands around a number: when it was given, which numbers were put in behind it, and when the next one was given.</summary>
    public static async Task<BookPlace> PlaceAsync(UnitOfWork work, string book, int year, int seq, CancellationToken ct)
    {
        await using var command = Command(
            work,
            $"""
            SELECT seq, seq_suffix, dated
            FROM ({Lines}) AS line
            WHERE first IS NULL AND (seq = $4 OR seq = (SELECT min(seq) FROM ({Lines}) AS later WHERE seq > $4 AND first IS NULL AND seq_suffix = ''))
            """,
            work.Office, book, year, seq);
        var around = await ReadAsync(command, row => (Seq: row.GetInt32(0), Suffix: row.GetString(1), Dated: row.GetFieldValue<DateOnly>(2)), ct);
        return new BookPlace(
            around.Where(a => a.Seq == seq).Select(a => a.Dated).Order().Cast<DateOnly?>().FirstOrDefault(),
            around.Where(a => a.Seq > seq && a.Suffix.Length == 0).Select(a => a.Dated).Cast<DateOnly?>().FirstOrDefault(),
            [.. around.Where(a => a.Seq == seq && a.Suffix.Length > 0).Select(a => a.Suffix)]);
    }

    private static string Like(string? text) => $"%{text?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static BookLine Line(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetInt32(4),
        row.GetFieldValue<DateOnly>(5), Text(row, 6), row.GetString(7), row.IsDBNull(8) ? null : row.GetGuid(8), row.IsDBNull(9) ? null : row.GetGuid(9),
        row.GetFieldValue<string[]>(10), row.GetString(11), Text(row, 12), Text(row, 13));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static NpgsqlCommand Command(UnitOfWork work, string sql, params object?[] values)
    {
#pragma warning disable CA2100 // the constants of this file
        var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var all = new List<T>();
        while (await row.ReadAsync(ct))
        {
            all.Add(read(row));
        }

        return all;
    }
}

/// <param name="First">Null: a number put in; else the paper book's first.</param>
internal sealed record NumberEntry(
    Guid Id, string Book, int Year, int Seq, string Suffix, int? First, string Number, DateOnly Dated, string? Code, string Title, Guid? CaseId, string Reason);

/// <param name="GivenOn">Null: not known here.</param>
/// <param name="Suffixes">Put in behind it already.</param>
internal sealed record BookPlace(DateOnly? GivenOn, DateOnly? NextGivenOn, IReadOnlyList<string> Suffixes);

/// <param name="Text">Part of a number, title, code, reason, signing position or case number.</param>
internal sealed record BookQuestion(string Book, int Year, string? Text, int Limit, BookCursor? Cursor);
