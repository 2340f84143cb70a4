using Alokon.Engine;
using Alokon.Sop.People;
using Npgsql;
using Xunit;
using PeopleDirectory = Alokon.Sop.People.Directory;

namespace Alokon.Tests.People;

public sealed class HoldingTests
{
    private static readonly DateOnly Today = new(2026, 10, 5);
    private static readonly DateTimeOffset Midnight = new(Today, TimeOnly.MinValue, TimeSpan.FromHours(7));

    [Fact]
    public async Task A_Plh_does_the_tasks_of_the_position_from_the_first_day_to_the_last_and_no_longer()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var admin = await house.OfficerAsync("admin");
        await AppointAsync(house, admin, Roles.Koordinator, "kabid", Today.AddDays(1), Today.AddDays(2));

        Assert.Null(await CoordinatorsAsync(house, midnightPlus: TimeSpan.FromHours(23.9)));

        var acting = await CoordinatorsAsync(house, midnightPlus: TimeSpan.FromHours(24.1));
        Assert.Equal(("plh", "800/12/DP3AKB/2026"), (acting?.Mandate, acting?.MandateNumber));
        Assert.NotNull(await CoordinatorsAsync(house, midnightPlus: TimeSpan.FromHours(71.9)));

        Assert.Null(await CoordinatorsAsync(house, midnightPlus: TimeSpan.FromHours(72.1)));
    }

    [Fact]
    public async Task Holders_of_a_role_are_its_holder_and_who_acts_for_him()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        await house.Database.HoldClockAsync(Midnight + TimeSpan.FromHours(9));
        var admin = await house.OfficerAsync("admin");
        await AppointAsync(house, admin, Roles.Koordinator, "kabid", Today, Today);

        var holders = (await house.SendAsync(new HoldersOf(Roles.Koordinator), admin)).Value.Items;

        Assert.Equal([("koordinator", "definitif"), ("kabid", "plh")], holders.Select(h => (h.Username, h.Holding.Mandate)));
    }

    [Fact]
    public async Task A_position_has_one_definitive_holder_at_a_time()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var admin = await house.OfficerAsync("admin");
        var roster = (await house.SendAsync(new GetRoster(), admin)).Value;
        var position = roster.Positions.Single(p => p.Role == Roles.Kabid).Id;
        var person = roster.Persons.Single(p => p.Name == "Orang plkb").Id;

        var refused = await house.SendAsync(new AssignHolding(position, person, Mandates.Definitif, null, new DateOnly(2026, 1, 1), null), admin);
        var earlier = await house.SendAsync(new AssignHolding(position, person, Mandates.Definitif, null, new DateOnly(2022, 1, 1), new DateOnly(2023, 12, 31)), admin);
        var around = await Assert.ThrowsAsync<PostgresException>(() => house.ExecuteAsync(
            $"INSERT INTO people.holding (office, id, position, person, mandate, held_from) VALUES (3315, gen_random_uuid(), '{position}', '{person}', 'definitif', '2025-01-01')"));

        Assert.Equal(new PeopleRefusal.PositionTaken(position), refused.Refusal);
        Assert.Null(earlier.Refusal);
        Assert.Equal("holding_one_definitive_at_a_time", around.ConstraintName);
    }

    [Theory]
    [InlineData("wakil", "SP/1", 1, "mandate", "mandate-unknown")]
    [InlineData("plt", null, 1, "mandateNumber", "mandate-number-missing")]
    [InlineData("plh", "SP/1", null, "until", "mandate-end-missing")]
    [InlineData("plh", "SP/1", -1, "until", "period-reversed")]
    public async Task An_appointment_without_letter_or_end_is_refused(string mandate, string? number, int? days, string path, string code)
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var admin = await house.OfficerAsync("admin");
        var from = new DateOnly(2026, 10, 5);

        var refused = await house.SendAsync(new AssignHolding(Ids.New(), Ids.New(), mandate, number, from, days is { } d ? from.AddDays(d) : null), admin);

        Assert.Contains(refused.Refusal?.Fields ?? [], f => f.Path == path && f.Code == code);
    }

    [Fact]
    public async Task An_appointment_of_somebody_unknown_or_to_a_position_elsewhere_finds_nothing()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        await house.RegisterAsync(3206);
        var admin = await house.OfficerAsync("admin");
        var roster = (await house.SendAsync(new GetRoster(), admin)).Value;
        var elsewhere = await house.ScalarAsync<Guid>("SELECT id FROM people.position WHERE office = 3206 AND role = 'kabid'");
        var day = new DateOnly(2026, 10, 5);

        Assert.IsType<PeopleRefusal.PositionNotFound>((await house.SendAsync(new AssignHolding(elsewhere, roster.Persons[0].Id, Mandates.Plh, "SP/1", day, day), admin)).Refusal);
        Assert.IsType<PeopleRefusal.PersonNotFound>((await house.SendAsync(new AssignHolding(roster.Positions[0].Id, Ids.New(), Mandates.Plh, "SP/1", day, day), admin)).Refusal);
        Assert.DoesNotContain(roster.Positions, p => p.Id == elsewhere);
    }

    private static async Task AppointAsync(PeopleHouse house, Officer admin, string role, string username, DateOnly from, DateOnly until)
    {
        var roster = (await house.SendAsync(new GetRoster(), admin)).Value;
        var outcome = await house.SendAsync(
            new AssignHolding(
                roster.Positions.Single(p => p.Role == role).Id,
                roster.Holders.Single(h => h.Username == username).Person,
                Mandates.Plh,
                "800/12/DP3AKB/2026",
                from,
                until),
            admin);
        Assert.Null(outcome.Refusal);
    }

    /// <summary>So long after midnight in the office, under what right is the kabid koordinator?</summary>
    private static async Task<Holding?> CoordinatorsAsync(PeopleHouse house, TimeSpan midnightPlus)
    {
        await house.Database.HoldClockAsync(Midnight + midnightPlus);
        var officer = await house.OfficerAsync("kabid");
        return PeopleDirectory.MayPerform(officer, Roles.Koordinator, "3315007", "Sumberwangi");
    }
}
