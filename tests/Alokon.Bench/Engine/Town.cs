using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host;
using Alokon.Host.Demo;
using Alokon.Host.Pipeline;
using Alokon.Sop.Archive;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Alokon.Bench.Engine;

/// <summary>An officer signed in: who it is, and the token that says so.</summary>
internal sealed record SignedInOfficer(Officer Officer, string Token);

/// <summary>
/// As many offices as are asked for, each with the people, goods, papers and SOP of Grobogan. Several, because the books
/// of numbers are one row per office, book and year: one office alone is bound by that row, a nation is not.
/// </summary>
internal sealed class Town
{
    public const string Workflow = "distribusi-alokon-grobogan";

    private static readonly string[] Usernames = ["faskes", "plkb", "koordinator", "kabid", "gudang", "pengirim", "pengelola"];

    private readonly Dictionary<(int Office, string Username), SignedInOfficer> _officers = [];

    private Town(IReadOnlyList<int> offices) => Offices = offices;

    public IReadOnlyList<int> Offices { get; }

    public SignedInOfficer this[int office, string username] => _officers[(office, username)];

    public static async Task<Town> BuildAsync(IServiceProvider services, int count, CancellationToken ct)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var known = (await DemoSeeder.SendAsync(scopes, 0, new ListOffices(), ct)).Items.Select(o => o.Code).ToHashSet();
        var town = new Town([.. Enumerable.Range(1101, count)]);
        var model = DemoOffices.Read().Single(o => o.Code == 3315);
        var definition = await File.ReadAllTextAsync(Path.Combine(Home.Workflows, $"{Workflow}.json"), ct);
        foreach (var office in town.Offices)
        {
            if (!known.Contains(office))
            {
                await FoundAsync(scopes, model, office, definition, ct);
            }

            await town.SignInAsync(services, office, ct);
        }

        return town;
    }

    private static async Task FoundAsync(IServiceScopeFactory scopes, DemoOffice model, int office, string definition, CancellationToken ct)
    {
        var card = model.Card with { Code = office, Name = $"Kabupaten Uji {office}" };
        var accounts = model.Accounts.Select(a => new AccountEntry(a.Username, a.Person, "kata-sandi-uji")).ToList();
        await DemoSeeder.SendAsync(scopes, office, new RegisterOffice(card, model.Units, model.Positions, model.Persons, model.Holdings, accounts), ct);
        var facilities = model.Facilities.Select(f => new FacilityFacts(f.Code, f.Name, f.Kind, f.Kecamatan, f.Address, f.DistanceKm, f.Zone)).ToList();
        await DemoSeeder.SendAsync(scopes, office, new RegisterCatalogue(facilities, DemoCommodities.Read(), ResupplyPolicy.Facility), ct);
        await DemoSeeder.SendAsync(scopes, office, new SetLetterhead(new Letterhead(
            model.Government, model.Dinas, model.ShortName, model.Address, model.Phone, model.Email, model.Website, model.PostalCode, model.City, model.Zone, Demo: true)), ct);
        var calendar = CalendarLibrary.Find("ID-5day").Value.In(OfficeZone.Wib).Json;
        await DemoSeeder.SendAsync(scopes, office, new SetCalendar(ClockOwner.Dinas, calendar, KnownFrom: new DateOnly(2023, 1, 1)), ct);
        await DemoSeeder.SendAsync(scopes, office, new EnsureKey(), ct);
        await DemoSeeder.SendAsync(scopes, office, new LoadTemplates(Home.Templates), ct);
        var own = JsonNode.Parse(definition)!.AsObject(); // a file of this repository
        own["customProperties"]!["Alokon:sop"]!["office"] = office.ToString(CultureInfo.InvariantCulture);
        await DemoSeeder.SendAsync(scopes, office, new SeedDefinition(DefinitionReader.Parse(own.ToJsonString(), Workflow).Value), ct);
    }

    /// <summary>Sessions as signing in makes them, without the slow hash of the password, which is another bench's matter.</summary>
    private async Task SignInAsync(IServiceProvider services, int office, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.OpenAsync(Officer.System(office), readOnly: false, ct);
        foreach (var username in Usernames)
        {
            var officer = await Sop.People.Directory.FindOfficerAsync(work, username, ct)
                ?? throw new InvalidOperationException($"Expected {username} in office {office}.");
            var token = SessionToken.New(office);
            AccountRows.StartSession(work, officer.Account, SessionToken.Hash(token), work.Now + ResolveSession.Absolute);
            _officers[(office, username)] = new SignedInOfficer(officer, token);
        }

        await work.CommitAsync(ct);
    }
}
