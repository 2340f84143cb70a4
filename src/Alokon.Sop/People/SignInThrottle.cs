using Alokon.Engine;

namespace Alokon.Sop.People;

/// <param name="Username">Unknown ones are throttled like known ones.</param>
internal sealed record Attempt(string Username, string Address)
{
    private const string NoName = "?";

    /// <summary>
    /// User names are lower case, and a phone's keyboard begins with a capital. What cannot be a name is not kept as typed:
    /// it may be a password in the wrong field, or megabytes.
    /// </summary>
    public static Attempt Of(string typed, string? address)
    {
        var name = typed.Trim().ToLowerInvariant();
        return new Attempt(People.Username.IsPlain(name) ? name : NoName, address ?? "");
    }
}

/// <summary>
/// At most ten failed sign-ins a minute per account and address: guessing is slow, and nobody can lock out an officer
/// who sits elsewhere. Owns people.sign_in_attempt.
/// </summary>
internal static class SignInThrottle
{
    private const int Limit = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(90);

    /// <returns>False: too many lately. True holds one of the places that are left until the transaction ends.</returns>
    public static async Task<bool> EnterAsync(UnitOfWork work, Attempt attempt, CancellationToken ct)
    {
        // Attempts under way have not committed their failure yet; each holds a place by an advisory lock instead, so that a
        // hundred guesses at once are not a hundred free guesses. Trying, not waiting: a crowd must not hold the connections.
        var left = Limit - await RefusedAsync(work, attempt, ct);
        var places = left <= 0 ? [] : await work.Command(
            """
            SELECT place
            FROM generate_series(1, $4) AS place
            WHERE pg_try_advisory_xact_lock(hashtextextended(concat_ws(chr(31), 'sign-in', $1, $2, $3, place), 0))
            LIMIT 1
            """,
            work.Office, attempt.Username, attempt.Address, left).ListAsync(row => row.GetInt32(0), ct);
        if (places.Count == 0)
        {
            return false;
        }

        // First who is under way, then who has failed: an attempt that ends in between is counted twice, never not at all.
        var underWay = await UnderWayAsync(work, attempt, ct);
        return underWay + await RefusedAsync(work, attempt, ct) <= Limit;
    }

    private static async Task<int> UnderWayAsync(UnitOfWork work, Attempt attempt, CancellationToken ct) => (await work.Command(
        """
        SELECT count(*)::integer
        FROM pg_locks AS l
        JOIN (
          SELECT hashtextextended(concat_ws(chr(31), 'sign-in', $1, $2, $3, place), 0) AS key
          FROM generate_series(1, $4) AS place
        ) AS p ON l.classid::bigint = (p.key >> 32) & 4294967295 AND l.objid::bigint = p.key & 4294967295
        WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """,
        work.Office, attempt.Username, attempt.Address, Limit).ListAsync(row => row.GetInt32(0), ct))[0];

    private static async Task<int> RefusedAsync(UnitOfWork work, Attempt attempt, CancellationToken ct) => (await work.Command(
        """
        SELECT count(*)::integer
        FROM people.sign_in_attempt
        WHERE office = $1 AND username = $2 AND address = $3 AND result = 'refused' AND at > $4
        """,
        work.Office, attempt.Username, attempt.Address, (work.Now - Window).UtcDateTime).ListAsync(row => row.GetInt32(0), ct))[0];

    public static void RecordSignedIn(UnitOfWork work, Attempt attempt) => Record(work, attempt, "signedIn");

    public static void RecordRefused(UnitOfWork work, Attempt attempt) => Record(work, attempt, "refused");

    private static void Record(UnitOfWork work, Attempt attempt, string result)
    {
        work.Queue(
            """
            INSERT INTO people.sign_in_attempt (office, username, address, result, at)
            VALUES ($1, $2, $3, $4, $5)
            """,
            work.Office, attempt.Username, attempt.Address, result, work.Now.UtcDateTime);
        work.Queue(
            """
            DELETE FROM people.sign_in_attempt
            WHERE office = $1 AND at < $2
            """,
            work.Office, (work.Now - KeepFor).UtcDateTime);
    }
}
