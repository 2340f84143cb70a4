using System.Globalization;
using Npgsql;

namespace Alokon.Bench.Engine;

/// <summary>
/// Lays finished cases into the tables: a real one of each office, lived through to its end, is copied row by row under new ids. All
/// rows and keys are there; the long texts inside (models of papers, forms, lines of the history) are left out, because a million
/// would not fit on the disk. Triggers and foreign keys sleep meanwhile, which only the server's superuser may order.
/// </summary>
internal sealed class History(NpgsqlDataSource superuser, Desk desk, ILoad load)
{
    private const int PerStatement = 5_000;

    /// <summary>Who did it stays who did it.</summary>
    private static readonly HashSet<string> Kept = ["assignee", "requester", "actor", "key_id"];

    private static readonly Dictionary<string, string> Instead = new()
    {
        ["documents.document.model"] = @"'\x7b7d'::bytea",
        ["documents.document.status"] = "'ready'",
        ["documents.document.pdf"] = @"'\x00'::bytea",
        ["documents.document.sha256"] = "encode(sha256(t.verification_code::bytea), 'hex')",
        ["documents.document.pages"] = "1",
        ["documents.document.number"] = "t.number || '-' || n",
        ["documents.document.seq"] = "NULL::integer", // a number stands in its book once
        ["documents.document.verification_code"] = "t.verification_code || n",
        ["inbox.task.definition"] = "'{}'",
        ["requests.request.number"] = "t.number || '-' || n",
        ["archive.pack.claimed_until"] = "'infinity'",
        ["audit.event.line"] = @"'\x7b7d'::bytea",
        ["audit.event.hash"] = "encode(sha256('{}'), 'hex')",
    };

    public async Task GrowAsync(int cases, IReadOnlyList<int> offices, Action<string> tell, CancellationToken ct)
    {
        var there = await ScalarAsync("SELECT count(*) FROM engine.instance WHERE status = 'Finished'", ct);
        if (there >= cases)
        {
            return;
        }

        var tables = await TablesAsync(ct);
        var each = (int)((cases - there + offices.Count - 1) / offices.Count);
        foreach (var office in offices)
        {
            var model = await LiveThroughAsync(office, ct);
            var first = await ScalarAsync($"SELECT count(*) FROM engine.instance WHERE office = {office}", ct) + 1_000_000L * (office % 1000);
            for (var done = 0; done < each; done += PerStatement)
            {
                await CopyAsync(tables, office, model, first + done, Math.Min(PerStatement, each - done), ct);
            }

            tell($"{office}: {each} finished cases");
        }

        await ExecuteAsync("VACUUM (ANALYZE)", ct);
        await ExecuteAsync("CHECKPOINT", ct);
    }

    private async Task<Guid> LiveThroughAsync(int office, CancellationToken ct)
    {
        var task = await desk.StartAsync(office, ct);
        desk.Put(task);
        while (desk.Count > 0)
        {
            await load.StepAsync(0, ct);
        }

        await using var command = superuser.CreateCommand("SELECT id FROM engine.instance WHERE office = $1 AND status = 'Finished' ORDER BY created_at DESC LIMIT 1");
        command.Parameters.Add(new NpgsqlParameter { Value = office });
        return (Guid)(await command.ExecuteScalarAsync(ct))!; // just made
    }

    private async Task CopyAsync(IReadOnlyList<Table> tables, int office, Guid model, long first, int count, CancellationToken ct)
    {
        var statements = tables.Select(table => string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))})
            SELECT {string.Join(", ", table.Columns.Select(c => Value(table, c)))}
            FROM {table.Name} AS t, generate_series({first}, {first + count - 1}) AS n
            WHERE t.office = {office} AND t.{table.CaseColumn} = '{model}'
            """));
        await ExecuteAsync(
            $"""
            BEGIN;
            SET LOCAL session_replication_role = replica;
            SET LOCAL synchronous_commit = off;
            {string.Join(";\n", statements)};
            COMMIT
            """,
            ct);
    }

    // Ids of one copy begin with its number: they lie together in the index, as UUIDv7 do.
    private static string Value(Table table, Column column) =>
        Instead.GetValueOrDefault($"{table.Name}.{column.Name}")
        ?? (column.Type == "uuid" && !Kept.Contains(column.Name)
            ? $"CASE WHEN t.{column.Name} IS NOT NULL THEN (lpad(to_hex(n), 12, '0') || substr(md5(t.{column.Name}::text || n), 13))::uuid END"
            : $"t.{column.Name}");

    /// <summary>Every table that says something about a case.</summary>
    private async Task<IReadOnlyList<Table>> TablesAsync(CancellationToken ct)
    {
        const string sql = """
            SELECT n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, NULL)
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('engine', 'requests', 'inbox', 'sla', 'documents', 'audit', 'archive')
            ORDER BY 1, a.attnum
            """;
        await using var command = superuser.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var columns = new List<(string Table, Column Column)>();
        while (await reader.ReadAsync(ct))
        {
            columns.Add((reader.GetString(0), new Column(reader.GetString(1), reader.GetString(2))));
        }

        return [.. columns.GroupBy(c => c.Table, c => c.Column).Select(g => new Table(g.Key, CaseColumnOf(g.Key, [.. g]), [.. g])).Where(t => t.CaseColumn.Length > 0)];
    }

    private static string CaseColumnOf(string table, IReadOnlyList<Column> columns) =>
        table is "engine.instance" or "requests.request" ? "id"
        : columns.Select(c => c.Name).FirstOrDefault(name => name is "case_id" or "instance") ?? string.Empty;

    private async Task<long> ScalarAsync(string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // constants and numbers
        await using var command = superuser.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(ct))!; // a count
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // names from the catalogue, numbers and ids of our own
        await using var command = superuser.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record Column(string Name, string Type);

    private sealed record Table(string Name, string CaseColumn, IReadOnlyList<Column> Columns);
}
