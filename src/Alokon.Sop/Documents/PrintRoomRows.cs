using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

internal static class PrintRoomRows
{
    private const string Failed = """
        SELECT id, case_id, code, number, attempts, coalesce(last_error, ''), issued_at
        FROM documents.document
        WHERE office = $1 AND status = 'failed' AND cancelled_at IS NULL
        ORDER BY created_at DESC, id
        LIMIT 200
        """;

    private const string Waiting = """
        SELECT count(*), min(created_at)
        FROM documents.document
        WHERE office = $1 AND status = 'pending' AND cancelled_at IS NULL
        """;

    private const string Presses = """
        SELECT browser, fonts, last_printed_at
        FROM documents.press
        WHERE office = $1 AND last_printed_at > now() - interval '1 day'
        ORDER BY last_printed_at DESC
        """;

    private const string Others = """
        SELECT browser, fonts
        FROM documents.press
        WHERE (browser, fonts) <> ($1, $2) AND last_printed_at > now() - interval '1 day'
        ORDER BY last_printed_at DESC
        LIMIT 1
        """;

    public static async Task<PrintRoom> ReadAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(work.Connection) { BatchCommands = { OfOffice(work, Failed), OfOffice(work, Waiting), OfOffice(work, Presses) } };
        await using var row = await batch.ExecuteReaderAsync(ct);
        var failed = new List<FailedPaper>();
        while (await row.ReadAsync(ct))
        {
            failed.Add(new FailedPaper(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)));
        }

        await row.NextResultAsync(ct);
        await row.ReadAsync(ct); // an aggregate always has a row
        var (waiting, since) = (row.GetInt64(0), row.IsDBNull(1) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(1));
        await row.NextResultAsync(ct);
        var presses = new List<PressView>();
        while (await row.ReadAsync(ct))
        {
            presses.Add(new PressView(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        }

        return new PrintRoom(failed, waiting, since, presses);
    }

    /// <returns>Another mark that printed for any office within the last day; none = all papers are of this one.</returns>
    public static Task<PressMark?> FindOtherAsync(NpgsqlDataSource source, PressMark own, CancellationToken ct) => PrintJobRows.AsWorkerAsync(
        source,
        [new NpgsqlBatchCommand(Others) { Parameters = { new() { Value = own.Browser }, new() { Value = own.Fonts } } }],
        async (row, token) => await row.ReadAsync(token) ? new PressMark(row.GetString(0), row.GetString(1)) : null,
        ct);

    private static NpgsqlBatchCommand OfOffice(UnitOfWork work, string sql)
    {
#pragma warning disable CA2100 // the constants above
        return new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = work.Office } } };
#pragma warning restore CA2100
    }
}
