using System.Globalization;
using Npgsql;

namespace Alokon.Bench.Engine;

/// <summary>Where a step's rows and log go, table by table: read from the server's counters and from the log itself.</summary>
internal sealed class Profile(NpgsqlDataSource superuser)
{
    private const string LogByRelation = """
        SELECT coalesce(n.nspname || '.' || c.relname, r.kind), r.bytes, r.records, r.images
        FROM (
          SELECT (regexp_match(block_ref, 'rel \d+/(\d+)/(\d+)'))[1]::oid AS database, (regexp_match(block_ref, 'rel \d+/\d+/(\d+)'))[1]::oid AS node,
                 CASE WHEN block_ref IS NULL OR block_ref = '' THEN resource_manager || ' ' || record_type ELSE 'elsewhere' END AS kind,
                 sum(record_length)::bigint AS bytes, count(*) AS records, sum(fpi_length)::bigint AS images
          FROM pg_get_wal_records_info($1::pg_lsn, $2::pg_lsn)
          GROUP BY 1, 2, 3) AS r
        LEFT JOIN pg_class AS c ON c.relfilenode = r.node
        LEFT JOIN pg_index AS i ON i.indexrelid = c.oid
        LEFT JOIN pg_namespace AS n ON n.oid = c.relnamespace
        ORDER BY r.bytes DESC
        """;

    public async Task<string> LogPositionAsync(CancellationToken ct)
    {
        await using var command = superuser.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
        await command.ExecuteNonQueryAsync(ct);
        await using var position = superuser.CreateCommand("SELECT pg_current_wal_flush_lsn()::text");
        return (string)(await position.ExecuteScalarAsync(ct))!;
    }

    public async Task<IReadOnlyDictionary<string, (long Inserted, long Updated, long Deleted)>> RowsAsync(CancellationToken ct)
    {
        await using var command = superuser.CreateCommand("SELECT schemaname || '.' || relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables");
        await using var row = await command.ExecuteReaderAsync(ct);
        var rows = new Dictionary<string, (long, long, long)>();
        while (await row.ReadAsync(ct))
        {
            rows[row.GetString(0)] = (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        }

        return rows;
    }

    public async Task TellAsync(string mode, int steps, string begin, IReadOnlyDictionary<string, (long Inserted, long Updated, long Deleted)> before, CancellationToken ct)
    {
        var end = await LogPositionAsync(ct);
        Console.Error.WriteLine($"bench: rows a step, {mode}: inserted, updated, deleted");
        foreach (var (table, now) in (await RowsAsync(ct)).OrderBy(t => t.Key))
        {
            var then = before.GetValueOrDefault(table);
            var (i, u, d) = (now.Inserted - then.Inserted, now.Updated - then.Updated, now.Deleted - then.Deleted);
            if (i + u + d > 0)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table,-36} {(double)i / steps,6:0.00} {(double)u / steps,6:0.00} {(double)d / steps,6:0.00}"));
            }
        }

        Console.Error.WriteLine($"bench: log a step, {mode}: bytes, records, bytes of whole pages");
        await using var command = superuser.CreateCommand(LogByRelation);
        command.Parameters.Add(new NpgsqlParameter { Value = begin });
        command.Parameters.Add(new NpgsqlParameter { Value = end });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {row.GetString(0),-48} {(double)row.GetInt64(1) / steps,8:0} {(double)row.GetInt64(2) / steps,7:0.00} {(double)row.GetInt64(3) / steps,8:0}"));
        }
    }
}
