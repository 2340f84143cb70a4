using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Sop.People;

/// <summary>What stands on the office's door and letterhead.</summary>
/// <param name="Code">Four-digit Kemendagri code.</param>
/// <param name="Name">"Kabupaten Grobogan".</param>
/// <param name="Government">"PEMERINTAH KABUPATEN GROBOGAN".</param>
/// <param name="Dinas">Full name of the perangkat daerah.</param>
/// <param name="ShortName">"DP3AKB".</param>
/// <param name="City">Place of the date line: "Purwodadi".</param>
/// <param name="Zone">IANA: Asia/Jakarta, Asia/Makassar, Asia/Jayapura.</param>
/// <param name="Demo">Papers carry CONTOH, packs say so.</param>
public sealed record OfficeCard(
    int Code,
    string Name,
    string Government,
    string Dinas,
    string ShortName,
    string Address,
    string Phone,
    string Email,
    string Website,
    string PostalCode,
    string City,
    string Zone,
    bool Demo);

public sealed record OfficeList(IReadOnlyList<OfficeCard> Items);

/// <summary>For the sign-in page and for sweeps: every office, by code.</summary>
[AllowAnyone]
public sealed record ListOffices : IRequest<Outcome<OfficeList>>, IQuery, INamesOffice
{
    public int Office => 0;
}

public sealed class ListOfficesHandler(UnitOfWork work) : IRequestHandler<ListOffices, Outcome<OfficeList>>
{
    public async Task<Outcome<OfficeList>> Handle(ListOffices query, CancellationToken ct) =>
        new OfficeList(await OfficeRows.ListAsync(work, ct));
}

/// <summary>Owns people.office.</summary>
internal static class OfficeRows
{
    public static Task<IReadOnlyList<OfficeCard>> ListAsync(UnitOfWork work, CancellationToken ct) => work.Command(
        """
        SELECT office, name, government, dinas, short_name, address, phone, email, website, postal_code, city, zone, demo
        FROM people.office
        ORDER BY office
        """).ListAsync(Read, ct);

    public static async Task<OfficeCard?> FindAsync(UnitOfWork work, CancellationToken ct) => (await work.Command(
        """
        SELECT office, name, government, dinas, short_name, address, phone, email, website, postal_code, city, zone, demo
        FROM people.office
        WHERE office = $1
        """,
        work.Office).ListAsync(Read, ct)).FirstOrDefault();

    public static void Add(UnitOfWork work, OfficeCard card) => work.Queue(
        """
        INSERT INTO people.office (office, name, government, dinas, short_name, address, phone, email, website, postal_code, city, zone, demo, registered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        card.Code, card.Name, card.Government, card.Dinas, card.ShortName, card.Address, card.Phone, card.Email, card.Website, card.PostalCode, card.City, card.Zone, card.Demo, work.Now.UtcDateTime);

    private static OfficeCard Read(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
        row.GetString(7), row.GetString(8), row.GetString(9), row.GetString(10), row.GetString(11), row.GetBoolean(12));
}
