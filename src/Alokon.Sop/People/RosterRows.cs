using Alokon.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Sop.People;

/// <summary>Owns people.unit, people.position, people.person, people.holding.</summary>
internal static class RosterRows
{
    public static void Add(UnitOfWork work, Guid id, UnitEntry unit) => work.Queue(
        """
        INSERT INTO people.unit (office, id, code, name)
        VALUES ($1, $2, $3, $4)
        """,
        work.Office, id, unit.Code, unit.Name);

    public static void Add(UnitOfWork work, Guid id, Guid unit, PositionEntry position) => work.Queue(
        """
        INSERT INTO people.position (office, id, unit, code, role, title, scope, scope_code)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        work.Office, id, unit, position.Code, position.Role, position.Title, Scopes.Of(position.Role), position.ScopeCode);

    public static void Add(UnitOfWork work, Guid id, PersonEntry person) => work.Queue(
        """
        INSERT INTO people.person (office, id, name, nip, rank)
        VALUES ($1, $2, $3, $4, $5)
        """,
        work.Office, id, person.Name, Text(person.Nip), Text(person.Rank));

    /// <summary>Days are days of the office: they begin at midnight in its own zone.</summary>
    public static void Add(UnitOfWork work, Guid id, Guid position, Guid person, HoldingEntry holding) => work.Queue(
        """
        INSERT INTO people.holding (office, id, position, person, mandate, mandate_number, held_from, held_until)
        SELECT o.office, $2, $3, $4, $5, $6, $7::timestamp AT TIME ZONE o.zone, ($8 + 1)::timestamp AT TIME ZONE o.zone
        FROM people.office AS o
        WHERE o.office = $1
        """,
        work.Office, id, position, person, holding.Mandate, Text(holding.MandateNumber), Date(holding.From), Date(holding.Until));

    /// <summary>Locks the position, so that two appointments to it wait for each other.</summary>
    public static async Task<bool> LockPositionAsync(UnitOfWork work, Guid position, CancellationToken ct) => (await work.Command(
        """
        SELECT id
        FROM people.position
        WHERE office = $1 AND id = $2
        FOR UPDATE
        """,
        work.Office, position).ListAsync(row => row.GetGuid(0), ct)).Count > 0;

    public static async Task<bool> PersonExistsAsync(UnitOfWork work, Guid person, CancellationToken ct) => (await work.Command(
        """
        SELECT id
        FROM people.person
        WHERE office = $1 AND id = $2
        """,
        work.Office, person).ListAsync(row => row.GetGuid(0), ct)).Count > 0;

    public static async Task<bool> IsTakenAsync(UnitOfWork work, Guid position, DateOnly from, DateOnly? until, CancellationToken ct) => (await work.Command(
        """
        SELECT h.id
        FROM people.holding AS h
        JOIN people.office AS o ON o.office = h.office
        WHERE h.office = $1
          AND h.position = $2
          AND h.mandate = 'definitif'
          AND tstzrange(h.held_from, h.held_until) && tstzrange($3::timestamp AT TIME ZONE o.zone, ($4 + 1)::timestamp AT TIME ZONE o.zone)
        """,
        work.Office, position, Date(from), Date(until)).ListAsync(row => row.GetGuid(0), ct)).Count > 0;

    /// <param name="role">Null: every role.</param>
    public static Task<IReadOnlyList<Holder>> HoldersAsync(UnitOfWork work, string? role, CancellationToken ct) => work.Command(
        """
        SELECT p.id, p.role, p.title, p.scope, p.scope_code, h.mandate, h.mandate_number, n.id, n.name, n.nip, n.rank, a.username
        FROM people.holding AS h
        JOIN people.position AS p ON p.office = h.office AND p.id = h.position
        JOIN people.person AS n ON n.office = h.office AND n.id = h.person
        LEFT JOIN people.account AS a ON a.office = h.office AND a.person = h.person AND a.disabled_at IS NULL
        WHERE h.office = $1
          AND ($2::text IS NULL OR p.role = $2)
          AND h.held_from <= $3
          AND (h.held_until IS NULL OR h.held_until > $3)
        ORDER BY p.role, p.code, h.mandate, n.name, a.username
        """,
        work.Office, Text(role), work.Now.UtcDateTime).ListAsync(ReadHolder, ct);

    public static Task<IReadOnlyList<RosterPosition>> PositionsAsync(UnitOfWork work, CancellationToken ct) => work.Command(
        """
        SELECT p.id, u.name, p.role, p.title, p.scope, p.scope_code
        FROM people.position AS p
        JOIN people.unit AS u ON u.office = p.office AND u.id = p.unit
        WHERE p.office = $1
        ORDER BY u.code, p.code
        """,
        work.Office).ListAsync(
            row => new RosterPosition(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)), ct);

    public static Task<IReadOnlyList<RosterPerson>> PersonsAsync(UnitOfWork work, CancellationToken ct) => work.Command(
        """
        SELECT id, name, nip, rank
        FROM people.person
        WHERE office = $1
        ORDER BY name, id
        """,
        work.Office).ListAsync(row => new RosterPerson(row.GetGuid(0), row.GetString(1), row.Text(2), row.Text(3)), ct);

    private static Holder ReadHolder(NpgsqlDataReader row) => new(
        row.GetGuid(7), row.GetString(8), row.Text(9), row.Text(10), row.Text(11),
        new Holding(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Text(6)));

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Date(DateOnly? value) => new() { NpgsqlDbType = NpgsqlDbType.Date, Value = (object?)value ?? DBNull.Value };
}
