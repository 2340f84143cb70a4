using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.People;

/// <param name="Hash">As <see cref="Password"/> stores it.</param>
internal sealed record AccountRow(Guid Id, string Hash, bool Disabled);

/// <summary>Owns people.account and people.session.</summary>
internal static class AccountRows
{
    public static void Add(UnitOfWork work, Guid id, Guid person, string username, string hash) => work.Queue(
        """
        INSERT INTO people.account (office, id, person, username, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        work.Office, id, person, username, hash, work.Now.UtcDateTime);

    /// <summary>A name that cannot be one is not asked for: text from outside may hold what the database refuses to read.</summary>
    public static async Task<AccountRow?> FindAsync(UnitOfWork work, string username, CancellationToken ct) => !Username.IsPlain(username) ? null : (await work.Command(
        """
        SELECT id, password_hash, disabled_at IS NOT NULL
        FROM people.account
        WHERE office = $1 AND username = $2
        """,
        work.Office, username).ListAsync(row => new AccountRow(row.GetGuid(0), row.GetString(1), row.GetBoolean(2)), ct)).FirstOrDefault();

    public static void ReplaceHash(UnitOfWork work, Guid account, string hash) => work.Queue(
        """
        UPDATE people.account
        SET password_hash = $3
        WHERE office = $1 AND id = $2
        """,
        work.Office, account, hash);

    public static void Enable(UnitOfWork work, Guid account) => work.Queue(
        """
        UPDATE people.account
        SET disabled_at = NULL
        WHERE office = $1 AND id = $2
        """,
        work.Office, account);

    /// <summary>Ends the sessions too: whoever is enabled again signs in again.</summary>
    public static void Disable(UnitOfWork work, Guid account)
    {
        work.Queue(
            """
            UPDATE people.account
            SET disabled_at = coalesce(disabled_at, $3)
            WHERE office = $1 AND id = $2
            """,
            work.Office, account, work.Now.UtcDateTime);
        work.Queue(
            """
            DELETE FROM people.session
            WHERE office = $1 AND account = $2
            """,
            work.Office, account);
    }

    /// <summary>Sweeps the account's dead sessions on the way: the table holds living ones and a few others.</summary>
    public static void StartSession(UnitOfWork work, Guid account, byte[] tokenHash, DateTimeOffset expiresAt)
    {
        work.Queue(
            """
            DELETE FROM people.session
            WHERE office = $1 AND account = $2 AND (expires_at <= $3 OR last_seen_at <= $4)
            """,
            work.Office, account, work.Now.UtcDateTime, (work.Now - ResolveSession.Idle).UtcDateTime);
        work.Queue(
            """
            INSERT INTO people.session (office, token_hash, account, started_at, last_seen_at, expires_at)
            VALUES ($1, $2, $3, $4, $4, $5)
            """,
            work.Office, tokenHash, account, work.Now.UtcDateTime, expiresAt.UtcDateTime);
    }

    public static void EndSession(UnitOfWork work, byte[] tokenHash) => work.Queue(
        """
        DELETE FROM people.session
        WHERE office = $1 AND token_hash = $2
        """,
        work.Office, tokenHash);

    // The same instant for the whole transaction; spelled out, because a function would be one more call.
    private const string Now = "(transaction_timestamp() + (SELECT amount FROM engine.clock_offset))";

    private const string SelectSession =
        $"""
        SELECT s.last_seen_at, s.expires_at, a.id, a.username, n.id, n.name, n.nip, n.rank,
               p.id, p.role, p.title, p.scope, p.scope_code, h.mandate, h.mandate_number, h.held_from, h.held_until
        FROM people.session AS s
        JOIN people.account AS a ON a.office = s.office AND a.id = s.account
        JOIN people.person AS n ON n.office = a.office AND n.id = a.person
        LEFT JOIN people.holding AS h ON h.office = n.office AND h.person = n.id
          AND h.held_from <= {Now} AND (h.held_until IS NULL OR h.held_until > {Now})
        LEFT JOIN people.position AS p ON p.office = h.office AND p.id = h.position
        WHERE s.office = $1
          AND s.token_hash = $2
          AND s.expires_at > {Now}
          AND s.last_seen_at > {Now} - $3::interval
          AND a.disabled_at IS NULL
        ORDER BY p.code, h.mandate
        """;

    // Only a living session is kept awake, and at most once a minute: otherwise every page view would be a write.
    private const string Touch =
        $"""
        UPDATE people.session
        SET last_seen_at = greatest(last_seen_at, {Now})
        WHERE office = $1 AND token_hash = $2 AND expires_at > {Now} AND last_seen_at > {Now} - $3::interval AND last_seen_at <= {Now} - interval '1 minute'
          AND EXISTS (SELECT FROM people.account AS a WHERE a.office = $1 AND a.id = account AND a.disabled_at IS NULL)
        """;

    public static void Foresee(FirstTrip trip, int office, byte[] tokenHash, bool keepAwake, Action<SessionRow> found)
    {
        trip.Add(SelectSession, row => found(Read(office, row)), Session());
        if (keepAwake)
        {
            trip.Add(Touch, _ => { }, Session());
        }

        NpgsqlParameter[] Session() =>
        [
            new NpgsqlParameter<int> { TypedValue = office },
            new NpgsqlParameter<byte[]> { TypedValue = tokenHash },
            new NpgsqlParameter<TimeSpan> { TypedValue = ResolveSession.Idle },
        ];
    }

    /// <summary>One row per holding valid now, one with nulls when there is none; no row when the session has ended.</summary>
    public static Task<IReadOnlyList<SessionRow>> ResolveAsync(UnitOfWork work, byte[] tokenHash, CancellationToken ct) =>
        work.Command(SelectSession, work.Office, tokenHash, ResolveSession.Idle).ListAsync(row => Read(work.Office, row), ct);

    /// <summary>One row per holding valid now, one with nulls when there is none; no row when there is no such account in use.</summary>
    public static Task<IReadOnlyList<SessionRow>> FindOfficerAsync(UnitOfWork work, string username, CancellationToken ct) => work.Command(
        """
        SELECT $3::timestamptz, $3::timestamptz, a.id, a.username, n.id, n.name, n.nip, n.rank,
               p.id, p.role, p.title, p.scope, p.scope_code, h.mandate, h.mandate_number, h.held_from, h.held_until
        FROM people.account AS a
        JOIN people.person AS n ON n.office = a.office AND n.id = a.person
        LEFT JOIN people.holding AS h ON h.office = n.office AND h.person = n.id
          AND h.held_from <= $3 AND (h.held_until IS NULL OR h.held_until > $3)
        LEFT JOIN people.position AS p ON p.office = h.office AND p.id = h.position
        WHERE a.office = $1 AND a.username = $2 AND a.disabled_at IS NULL
        ORDER BY p.code, h.mandate
        """,
        work.Office, username, work.Now.UtcDateTime).ListAsync(row => Read(work.Office, row), ct);

    private static SessionRow Read(int office, NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTime>(0),
        row.GetFieldValue<DateTime>(1),
        new Officer(office, row.GetGuid(2), row.GetGuid(4), row.GetString(3), row.GetString(5), row.Text(6), row.Text(7), []),
        row.IsDBNull(8)
            ? null
            : new Holding(
                row.GetGuid(8), row.GetString(9), row.GetString(10), row.GetString(11), row.GetString(12), row.GetString(13), row.Text(14),
                row.GetFieldValue<DateTime>(15), row.IsDBNull(16) ? null : row.GetFieldValue<DateTime>(16)));
}

internal sealed record SessionRow(DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, Officer Officer, Holding? Holding);
