using Alokon.Engine;
using Alokon.Host.Demo;
using Alokon.Sop.People;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alokon.Tests.People;

public sealed class DemoOfficesTests
{
    [Fact]
    public void The_five_offices_of_the_contract_have_every_role_and_a_plain_faskes()
    {
        var offices = DemoOffices.Read();

        Assert.Equal([3315, 3206, 1608, 3671, 3510], offices.Select(o => o.Code));
        foreach (var office in offices)
        {
            Assert.Equal(Roles.All.Order(), office.Positions.Select(p => p.Role).Distinct().Order());
            Assert.Superset(Roles.All.ToHashSet(), office.Accounts.Select(a => a.Username).ToHashSet());
            Assert.Equal(
                office.Facilities.Select(f => f.Main ? "faskes" : $"faskes-{f.Code}").Order(),
                office.Accounts.Select(a => a.Username).Where(u => u.StartsWith("faskes", StringComparison.Ordinal)).Order());
            Assert.Single(office.Facilities, f => f.Main);
        }

        Assert.Equal("3315007", offices[0].Facilities.Single(f => f.Main).Code);
    }

    [Fact]
    public void Facilities_lie_in_a_kecamatan_of_the_office_and_in_the_zone_of_their_distance()
    {
        foreach (var office in DemoOffices.Read())
        {
            Assert.All(office.Facilities, f =>
            {
                Assert.StartsWith($"{office.Code}", f.Code);
                Assert.Contains(f.Kecamatan, office.Kecamatan);
                Assert.Contains("fiktif", f.Name);
                Assert.Equal(f.DistanceKm <= 15 ? 1 : f.DistanceKm <= 40 ? 2 : 3, f.Zone);
            });
        }
    }

    [Theory]
    [InlineData("3315001", "Puskesmas Karangjati (fiktif)", "Karangjati", 11)]
    [InlineData("3315007", "Puskesmas Sumberwangi (fiktif)", "Sumberwangi", 27)]
    [InlineData("3315012", "RSUD Wanasari (fiktif)", "Wanasari", 4)]
    [InlineData("3315004", "Puskesmas Tanjungsari (fiktif)", "Tanjungsari", 38)]
    [InlineData("3315015", "Klinik Pratama Sehat Bersama (fiktif)", "Karangjati", 16)]
    public void The_facilities_of_the_sample_requests_are_there(string code, string name, string kecamatan, int distance)
    {
        var facility = DemoOffices.Read()[0].Facilities.Single(f => f.Code == code);

        Assert.Equal((name, kecamatan, distance), (facility.Name, facility.Kecamatan, facility.DistanceKm));
    }

    [Fact]
    public async Task Every_account_that_is_printed_signs_in_and_a_second_start_makes_none()
    {
        await using var house = await PeopleHouse.OpenAsync();
        var scopes = house.Services.GetRequiredService<IServiceScopeFactory>();

        var made = await DemoAccounts.RegisterAsync(scopes, PeopleHouse.Secret, CancellationToken.None);
        var again = await DemoAccounts.RegisterAsync(scopes, PeopleHouse.Secret, CancellationToken.None);

        Assert.Equal(DemoOffices.Read().Sum(o => o.Accounts.Count), made.Count);
        Assert.Empty(again);
        foreach (var account in made.Where(a => a.Username is "faskes" or "kadis"))
        {
            var token = (await house.SendAsync(new SignIn(account.Office, account.Username, account.Password))).Value.Token;
            var me = (await house.SendAsync(new Me(), (await house.SendAsync(new ResolveSession(token))).Value.Officer)).Value;
            Assert.Equal((account.Name, account.Title, account.Office), (me.User.Name, me.Positions.Single().Title, me.Office.Code));
            Assert.True(me.Office.Demo);
        }

        var offices = (await house.SendAsync(new ListOffices())).Value.Items;
        Assert.Equal([1608, 3206, 3315, 3510, 3671], offices.Select(o => o.Code));
    }

    [Fact]
    public async Task Without_a_given_password_every_account_has_a_long_one_of_its_own()
    {
        await using var house = await PeopleHouse.OpenAsync();

        var made = await DemoAccounts.RegisterAsync(house.Services.GetRequiredService<IServiceScopeFactory>(), password: null, CancellationToken.None);

        Assert.Equal(made.Count, made.Select(a => a.Password).Distinct().Count());
        Assert.All(made, a => Assert.Matches("^[a-z]{4}-[a-z]{4}-[a-z]{4}-[0-9]{4}$", a.Password));
        Assert.NotNull((await house.SendAsync(new SignIn(made[0].Office, made[0].Username, made[0].Password))).Value.Token);
    }

    [Fact]
    public async Task An_office_with_wrong_people_is_refused_field_by_field()
    {
        await using var house = await PeopleHouse.OpenAsync();
        var good = PeopleHouse.Registration(PeopleHouse.Office);

        var refused = await house.SendAsync(
            good with
            {
                Card = good.Card with { Demo = false },
                Persons = [.. good.Persons, new PersonEntry("x", "Orang", "123", null)],
                Accounts = [.. good.Accounts, new AccountEntry("pendek", "siapa", "pendek"), new AccountEntry("Nama Besar", "plkb", PeopleHouse.Secret)],
            },
            Officer.System(PeopleHouse.Office));

        Assert.Equal(["nip-malformed", "person-unknown", "password-length", "username-malformed"], refused.Refusal?.Fields.Select(f => f.Code) ?? []);
        Assert.Equal(0, await house.ScalarAsync<long>("SELECT count(*) FROM people.office"));
    }
}
