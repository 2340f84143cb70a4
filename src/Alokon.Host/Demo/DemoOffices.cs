using System.Text.Json;
using Alokon.Sop.People;

namespace Alokon.Host.Demo;

/// <param name="Kind">puskesmas, rsud, klinik.</param>
/// <param name="DistanceKm">By road from the office's warehouse.</param>
/// <param name="Zone">Delivery zone: 1 up to 15 km, 2 up to 40 km, 3 beyond, 4 over water.</param>
/// <param name="Main">Its officer has the plain username "faskes".</param>
internal sealed record DemoFacility(string Code, string Name, string Kind, string Kecamatan, string Address, int DistanceKm, int Zone, bool Main = false);

internal sealed record DemoAccountEntry(string Username, string Person);

/// <summary>One office of offices.json; every person, number and facility in it is fictional.</summary>
internal sealed record DemoOffice(
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
    IReadOnlyList<UnitEntry> Units,
    IReadOnlyList<PositionEntry> Positions,
    IReadOnlyList<PersonEntry> Persons,
    IReadOnlyList<HoldingEntry> Holdings,
    IReadOnlyList<DemoAccountEntry> Accounts,
    IReadOnlyList<string> Kecamatan,
    IReadOnlyList<DemoFacility> Facilities)
{
    public OfficeCard Card =>
        new(Code, Name, Government, Dinas, ShortName, Address, Phone, Email, Website, PostalCode, City, Zone, Demo: true);
}

internal static class DemoOffices
{
    private const string Resource = "Alokon.Demo.offices.json";

    private sealed record Document(IReadOnlyList<DemoOffice> Offices);

    public static IReadOnlyList<DemoOffice> Read()
    {
        using var stream = typeof(DemoOffices).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Expected the embedded resource {Resource}, but the program was built without it.");
        return JsonSerializer.Deserialize<Document>(stream, JsonSerializerOptions.Web)!.Offices; // the file's root is an object
    }
}
