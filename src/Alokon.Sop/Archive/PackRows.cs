using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Audit;

namespace Alokon.Sop.Archive;

/// <summary>A pack that waits to be built, locked.</summary>
internal sealed record PendingPack(JsonObject Facts, long Events, string LastHash, DateTimeOffset SealedAt, int Attempts);

/// <summary>Owns archive.pack.</summary>
internal static class PackRows
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Open(UnitOfWork work, Guid caseId, JsonObject facts, AuditHead head) =>
        work.Queue(
            """
            INSERT INTO archive.pack (office, case_id, facts, events, last_hash, sealed_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            work.Office,
            caseId,
            JsonSerializer.SerializeToUtf8Bytes(facts, Readable),
            head.Seq,
            head.Hash,
            head.At);

    /// <returns>None when there is nothing to build: not sealed, built already, or given up.</returns>
    public static async Task<PendingPack?> LockPendingAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        await using var command = work.Command(
            """
            SELECT facts, events, last_hash, sealed_at, attempts
            FROM archive.pack
            WHERE office = $1 AND case_id = $2 AND status = 'pending'
            FOR UPDATE
            """,
            work.Office,
            caseId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new PendingPack(
                JsonNode.Parse(reader.GetFieldValue<byte[]>(0)) as JsonObject ?? [],
                reader.GetInt64(1),
                reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetInt32(4))
            : null;
    }

    public static void Store(UnitOfWork work, Guid caseId, byte[] bytes, Guid keyId) =>
        work.Queue(
            """
            UPDATE archive.pack SET status = 'ready', bytes = $3, sha256 = $4, key_id = $5, built_at = $6, last_error = NULL
            WHERE office = $1 AND case_id = $2
            """,
            work.Office,
            caseId,
            bytes,
            PackBuilder.Sha256(bytes),
            keyId,
            work.Now);

    /// <param name="pause">Real time, not the demo's: the database's own clock counts it.</param>
    public static void Postpone(UnitOfWork work, Guid caseId, TimeSpan pause) =>
        work.Queue(
            "UPDATE archive.pack SET claimed_until = now() + $3 WHERE office = $1 AND case_id = $2", work.Office, caseId, pause);

    public static void Fail(UnitOfWork work, Guid caseId, int attempts, bool givenUp, TimeSpan pause, string error) =>
        work.Queue(
            """
            UPDATE archive.pack SET status = $3, attempts = $4, claimed_until = now() + $5, last_error = $6
            WHERE office = $1 AND case_id = $2
            """,
            work.Office,
            caseId,
            givenUp ? "failed" : "pending",
            attempts,
            pause,
            error);

    /// <returns>Status, and the bytes when it is ready; none when the case is not sealed.</returns>
    public static async Task<(string Status, byte[]? Bytes, string? Sha256, string? Number)?> FindAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        await using var command = work.Command(
            """
            SELECT status, bytes, sha256, facts
            FROM archive.pack
            WHERE office = $1 AND case_id = $2
            """,
            work.Office,
            caseId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var facts = JsonNode.Parse(reader.GetFieldValue<byte[]>(3)) as JsonObject;
        return (
            reader.GetString(0),
            reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1),
            reader.IsDBNull(2) ? null : reader.GetString(2),
            facts?["number"]?.ToString());
    }
}
