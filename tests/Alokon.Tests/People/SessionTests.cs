using Alokon.Engine;
using Alokon.Sop.People;
using Xunit;

namespace Alokon.Tests.People;

public sealed class SessionTests
{
    [Fact]
    public async Task Half_an_hour_without_a_request_ends_it()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var token = await house.StartSessionAsync("plkb");

        await house.Database.MoveClockAsync(TimeSpan.FromMinutes(29));
        Assert.Null((await house.SendAsync(new ResolveSession(token))).Refusal);
        await house.Database.MoveClockAsync(TimeSpan.FromMinutes(58));
        Assert.Null((await house.SendAsync(new ResolveSession(token))).Refusal);

        await house.Database.MoveClockAsync(TimeSpan.FromMinutes(89));
        Assert.Equal(new PeopleRefusal.NotSignedIn(), (await house.SendAsync(new ResolveSession(token))).Refusal);
    }

    /// <summary>A page that asks every few seconds by itself is nobody who is there.</summary>
    [Fact]
    public async Task What_a_page_asks_by_itself_keeps_no_session_awake()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var token = await house.StartSessionAsync("plkb");

        for (var minutes = 2; minutes < 30; minutes += 9)
        {
            await house.Database.MoveClockAsync(TimeSpan.FromMinutes(minutes));
            Assert.Null((await house.SendAsync(new ResolveSession(token, KeepsAwake: false))).Refusal);
        }

        await house.Database.MoveClockAsync(TimeSpan.FromMinutes(31));
        Assert.NotNull((await house.SendAsync(new ResolveSession(token, KeepsAwake: false))).Refusal);
    }

    [Fact]
    public async Task Twelve_hours_end_it_however_busy_it_is()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var token = await house.StartSessionAsync("plkb");

        for (var minutes = 25; minutes < 12 * 60; minutes += 25)
        {
            await house.Database.MoveClockAsync(TimeSpan.FromMinutes(minutes));
            Assert.Null((await house.SendAsync(new ResolveSession(token))).Refusal);
        }

        await house.Database.MoveClockAsync(TimeSpan.FromHours(12));
        Assert.Equal(new PeopleRefusal.NotSignedIn(), (await house.SendAsync(new ResolveSession(token))).Refusal);
    }

    [Fact]
    public async Task Signing_out_ends_it_and_only_it()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var here = await house.StartSessionAsync("plkb");
        var there = await house.StartSessionAsync("plkb");

        await house.SendAsync(new SignOut(here));

        Assert.NotNull((await house.SendAsync(new ResolveSession(here))).Refusal);
        Assert.Null((await house.SendAsync(new ResolveSession(there))).Refusal);
    }

    [Fact]
    public async Task Signing_in_again_replaces_the_session_the_browser_came_with()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var planted = await house.StartSessionAsync("plkb");

        var fresh = (await house.SendAsync(new SignIn(PeopleHouse.Office, "kabid", PeopleHouse.Secret, planted))).Value.Token;

        Assert.NotEqual(planted, fresh);
        Assert.NotNull((await house.SendAsync(new ResolveSession(planted))).Refusal);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_stays_out_until_enabled()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        var admin = await house.OfficerAsync("admin");
        var token = await house.StartSessionAsync("plkb");

        await house.SendAsync(new SetAccountEnabled("plkb", Enabled: false), admin);
        Assert.NotNull((await house.SendAsync(new ResolveSession(token))).Refusal);
        Assert.Equal(new PeopleRefusal.WrongCredentials(), (await house.SendAsync(new SignIn(PeopleHouse.Office, "plkb", PeopleHouse.Secret))).Refusal);

        await house.SendAsync(new SetAccountEnabled("plkb", Enabled: true), admin);
        Assert.NotNull((await house.SendAsync(new ResolveSession(token))).Refusal);
        await house.SignInAsync("plkb");
    }

    [Theory]
    [InlineData("")]
    [InlineData("3315")]
    [InlineData("3315.abc")]
    [InlineData("abcd.0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("3315.0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task What_is_no_token_of_ours_names_nobody(string token)
    {
        await using var house = await PeopleHouse.WithOfficeAsync();

        Assert.Equal(new PeopleRefusal.NotSignedIn(), (await house.SendAsync(new ResolveSession(token))).Refusal);
    }

    [Fact]
    public async Task A_token_with_another_office_written_on_it_opens_nothing()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        await house.RegisterAsync(3206);
        var token = await house.StartSessionAsync("plkb");

        Assert.NotNull((await house.SendAsync(new ResolveSession("3206" + token[4..]))).Refusal);
    }
}
