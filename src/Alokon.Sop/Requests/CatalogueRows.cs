using Alokon.Engine;
using Dapper;

namespace Alokon.Sop.Requests;

/// <summary>The tables requests.facility, commodity and resupply_policy.</summary>
public static class CatalogueRows
{
    public static Task<FacilityFacts?> FindFacilityAsync(UnitOfWork work, string code, CancellationToken ct) =>
        work.Connection.QuerySingleOrDefaultAsync<FacilityFacts?>(new CommandDefinition(
            """
            SELECT code, name, kind, kecamatan, address, distance_km AS "DistanceKm", zone
            FROM requests.facility
            WHERE office = @office AND code = @code
            """,
            new { office = work.Office, code },
            cancellationToken: ct));

    public static async Task<IReadOnlyList<FacilityFacts>> ListFacilitiesAsync(UnitOfWork work, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<FacilityFacts>(new CommandDefinition(
            """
            SELECT code, name, kind, kecamatan, address, distance_km AS "DistanceKm", zone
            FROM requests.facility
            WHERE office = @office
            ORDER BY code
            """,
            new { office = work.Office },
            cancellationToken: ct));
        return rows.AsList();
    }

    public static async Task<Catalogue> LoadAsync(UnitOfWork work, CancellationToken ct)
    {
        var commodities = await work.Connection.QueryAsync<Commodity>(new CommandDefinition(
            """SELECT code, name, unit, issue_multiple AS "IssueMultiple" FROM requests.commodity WHERE office = @office ORDER BY code""",
            new { office = work.Office },
            cancellationToken: ct));
        var policy = await work.Connection.QuerySingleOrDefaultAsync<ResupplyPolicy?>(new CommandDefinition(
            """
            SELECT min_months AS "MinMonths", max_months AS "MaxMonths", emergency_months AS "EmergencyMonths", amc_window_months AS "AmcWindowMonths"
            FROM requests.resupply_policy
            WHERE office = @office AND level = 'faskes'
            """,
            new { office = work.Office },
            cancellationToken: ct));
        return new Catalogue(commodities.AsList(), policy ?? ResupplyPolicy.Facility);
    }

    public static void Save(UnitOfWork work, RegisterCatalogue catalogue)
    {
        foreach (var f in catalogue.Facilities)
        {
            work.Queue(
                """
                INSERT INTO requests.facility (office, code, name, kind, kecamatan, address, distance_km, zone)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (office, code) DO UPDATE
                SET name = excluded.name, kind = excluded.kind, kecamatan = excluded.kecamatan, address = excluded.address,
                    distance_km = excluded.distance_km, zone = excluded.zone
                """,
                work.Office, f.Code, f.Name, f.Kind, f.Kecamatan, f.Address, f.DistanceKm, f.Zone);
        }

        foreach (var c in catalogue.Commodities)
        {
            work.Queue(
                """
                INSERT INTO requests.commodity (office, code, name, unit, issue_multiple)
                VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (office, code) DO UPDATE
                SET name = excluded.name, unit = excluded.unit, issue_multiple = excluded.issue_multiple
                """,
                work.Office, c.Code, c.Name, c.Unit, c.IssueMultiple);
        }

        work.Queue(
            """
            INSERT INTO requests.resupply_policy (office, level, min_months, max_months, emergency_months, amc_window_months)
            VALUES ($1, 'faskes', $2, $3, $4, $5)
            ON CONFLICT (office, level) DO UPDATE
            SET min_months = excluded.min_months, max_months = excluded.max_months,
                emergency_months = excluded.emergency_months, amc_window_months = excluded.amc_window_months
            """,
            work.Office, catalogue.Policy.MinMonths, catalogue.Policy.MaxMonths, catalogue.Policy.EmergencyMonths, catalogue.Policy.AmcWindowMonths);
    }
}
