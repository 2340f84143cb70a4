using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Host.Demo;

/// <summary>Fills a new installation with the five demo offices: people, facilities, goods, letterheads, calendars, keys. May run again.</summary>
internal static class DemoSeeder
{
    public static async Task<IReadOnlyList<DemoAccount>> SeedAsync(IServiceProvider services, CancellationToken ct)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var made = await DemoAccounts.RegisterAsync(scopes, Environment.GetEnvironmentVariable(DemoAccounts.PasswordVariable), ct);
        if (made.Count > 0 && Environment.GetEnvironmentVariable("ALOKON_CLOCK") is { Length: > 0 } clock)
        {
            await StartClockAsync(scopes, made[0].Office, clock, ct);
        }

        foreach (var office in DemoOffices.Read())
        {
            await SendAsync(scopes, office.Code, new RegisterCatalogue([.. office.Facilities.Select(Facts)], DemoCommodities.Read(), ResupplyPolicy.Facility), ct);
            await SendAsync(scopes, office.Code, new SetLetterhead(Letterhead(office)), ct);
            await SendAsync(scopes, office.Code, new SetCalendar(ClockOwner.Dinas, Calendar(office), KnownFrom: DateOnly.MinValue.AddYears(2023)), ct);
            await SendAsync(scopes, office.Code, new EnsureKey(), ct);
        }

        return made;
    }

    public static async Task<T> SendAsync<T>(IServiceScopeFactory scopes, int office, IRequest<Outcome<T>> request, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Officer = Officer.System(office);
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
        return outcome.IsRefused(out var refusal)
            ? throw new StartException($"office {office}: {refusal.Message}")
            : outcome.Value;
    }

    private static async Task StartClockAsync(IServiceScopeFactory scopes, int office, string clock, CancellationToken ct)
    {
        if (!DateTimeOffset.TryParse(clock, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
        {
            throw new StartException($"ALOKON_CLOCK is \"{clock}\", which is no time; write 2026-10-05T07:00:00+07:00");
        }

        await SendAsync(scopes, office, new StartClock(start.ToUniversalTime()), ct);
    }

    private static JsonObject Calendar(DemoOffice office)
    {
        var zone = OfficeZones.Find(office.Zone) ?? throw new StartException($"office {office.Code}: \"{office.Zone}\" is no zone of Indonesia");
        return CalendarLibrary.Find("ID-5day").Value.In(zone).Json;
    }

    private static FacilityFacts Facts(DemoFacility facility) =>
        new(facility.Code, facility.Name, facility.Kind, facility.Kecamatan, facility.Address, facility.DistanceKm, facility.Zone);

    private static Letterhead Letterhead(DemoOffice office) =>
        new(office.Government, office.Dinas, office.ShortName, office.Address, office.Phone, office.Email, office.Website, office.PostalCode, office.City, office.Zone, Demo: true);
}
