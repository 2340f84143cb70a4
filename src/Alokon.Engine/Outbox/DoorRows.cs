using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Alokon.Engine.Outbox;

/// <summary>Owns engine.hook_token and engine.allowed_host: who may come in from outside, and where requests may go.</summary>
public static class DoorRows
{
    private const int RandomBytes = 32;

    /// <summary>A new token; the one before is worth nothing from the commit on.</summary>
    /// <returns>The token, known now and never again.</returns>
    public static string IssueToken(UnitOfWork work)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        work.Queue(
            """
            INSERT INTO engine.hook_token (office, hash, issued_at)
            VALUES ($1, $2, $3)
            ON CONFLICT (office) DO UPDATE SET hash = excluded.hash, issued_at = excluded.issued_at
            """,
            work.Office, Hash(token), work.Now.UtcDateTime);
        return token;
    }

    /// <summary>Compared in constant time; an office without a token lets nobody in.</summary>
    public static async Task<bool> IsTokenAsync(UnitOfWork work, string token, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT hash
            FROM engine.hook_token
            WHERE office = $1
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office } },
        };
        var kept = await command.ExecuteScalarAsync(ct) as byte[] ?? new byte[32];
        return CryptographicOperations.FixedTimeEquals(kept, Hash(token));
    }

    public static async Task<IReadOnlyList<string>> AllowedHostsAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT host
            FROM engine.allowed_host
            WHERE office = $1
            ORDER BY host
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var hosts = new List<string>();
        while (await row.ReadAsync(ct))
        {
            hosts.Add(row.GetString(0));
        }

        return hosts;
    }

    public static void AllowHosts(UnitOfWork work, string[] hosts)
    {
        work.Queue(
            """
            DELETE FROM engine.allowed_host
            WHERE office = $1
            """,
            work.Office);
        work.Queue(
            """
            INSERT INTO engine.allowed_host (office, host, added_at)
            SELECT $1, host, $3
            FROM unnest($2) AS host
            """,
            work.Office, hosts, work.Now.UtcDateTime);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
