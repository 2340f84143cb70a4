using Alokon.Engine;
using Alokon.Sop.People;
using Xunit;

namespace Alokon.Tests.People;

public sealed class SignInTests
{
    private const string Wrong = "bukan-kata-sandinya";

    // Each real guess costs 600,000 rounds, which are no part of the minute in which they are counted.
    private static readonly DateTimeOffset Moment = new(2026, 10, 5, 9, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task The_token_names_the_office_and_leads_to_the_officer_and_the_positions_held()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();

        var signedIn = (await house.SendAsync(new SignIn(PeopleHouse.Office, " Plkb ", PeopleHouse.Secret))).Value;
        var officer = (await house.SendAsync(new ResolveSession(signedIn.Token))).Value.Officer;

        Assert.StartsWith("3315.", signedIn.Token);
        Assert.Equal("plkb", officer.Username);
        Assert.Equal([Roles.Plkb], officer.Holdings.Select(h => h.Role));
        Assert.Equal(Scopes.Everywhere, officer.Holdings[0].ScopeCode);
        Assert.Equal(0, await house.ScalarAsync<long>($"SELECT count(*) FROM people.session WHERE encode(token_hash, 'escape') LIKE '%{signedIn.Token}%'"));
    }

    [Theory]
    [InlineData("plkb", Wrong)]
    [InlineData("tidak-ada", PeopleHouse.Secret)]
    [InlineData("plkb", "")]
    public async Task Unknown_name_and_wrong_password_are_refused_with_the_same_words_and_counted(string username, string password)
    {
        await using var house = await PeopleHouse.WithOfficeAsync();

        var refused = await house.SendAsync(new SignIn(PeopleHouse.Office, username, password));

        Assert.Equal(new PeopleRefusal.WrongCredentials(), refused.Refusal);
        Assert.Equal(RefusalKind.Unauthenticated, refused.Refusal?.Kind);
        Assert.Equal(1, await house.ScalarAsync<long>($"SELECT count(*) FROM people.sign_in_attempt WHERE username = '{username}' AND result = 'refused'"));
        Assert.Equal(0, await house.ScalarAsync<long>("SELECT count(*) FROM people.session"));
    }

    [Theory]
    [InlineData("plkb\u0000")]
    [InlineData("plkb'; DROP TABLE people.account; --")]
    [InlineData("\ud800")]
    [InlineData("")]
    public async Task What_cannot_be_a_name_is_refused_and_not_kept_as_typed(string username)
    {
        await using var house = await PeopleHouse.WithOfficeAsync();

        var refused = await house.SendAsync(new SignIn(PeopleHouse.Office, username, "\ud800" + new string('x', 10_000)));

        Assert.Equal(new PeopleRefusal.WrongCredentials(), refused.Refusal);
        Assert.Equal("?", await house.ScalarAsync<string>("SELECT username FROM people.sign_in_attempt"));
    }

    [Fact]
    public async Task The_eleventh_guess_of_a_minute_waits_but_not_the_victim_elsewhere()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        await house.Database.HoldClockAsync(Moment);
        await GuessAsync(house, 10);

        var eleventh = await house.SendAsync(new SignIn(PeopleHouse.Office, "kabid", PeopleHouse.Secret), address: "10.9.9.9");
        var victim = await house.SendAsync(new SignIn(PeopleHouse.Office, "kabid", PeopleHouse.Secret), address: "10.0.0.7");
        var colleague = await house.SendAsync(new SignIn(PeopleHouse.Office, "plkb", PeopleHouse.Secret), address: "10.9.9.9");

        Assert.Equal(RefusalKind.TooMany, eleventh.Refusal?.Kind);
        Assert.Null(victim.Refusal);
        Assert.Null(colleague.Refusal);

        await house.Database.HoldClockAsync(Moment.AddSeconds(61));
        Assert.Null((await house.SendAsync(new SignIn(PeopleHouse.Office, "kabid", PeopleHouse.Secret), address: "10.9.9.9")).Refusal);
    }

    [Fact]
    public async Task Many_guesses_at_once_are_not_more_guesses()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        await house.Database.HoldClockAsync(Moment);
        await GuessAsync(house, 6);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
            (await house.SendAsync(new SignIn(PeopleHouse.Office, "kabid", Wrong), address: "10.9.9.9")).Refusal));

        Assert.InRange(refusals.Count(r => r is PeopleRefusal.WrongCredentials), 1, 4);
        Assert.All(refusals, r => Assert.True(r is PeopleRefusal.WrongCredentials or PeopleRefusal.TooManyAttempts));
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_is_made_anew_at_sign_in()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        const string Old = "pbkdf2-sha256$1000$AQIDBAUGBwgJCgsMDQ4PEA$";
        byte[] salt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        var hash = System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2(PeopleHouse.Secret, salt, 1000, System.Security.Cryptography.HashAlgorithmName.SHA256, 32);
        await house.ExecuteAsync($"UPDATE people.account SET password_hash = '{Old}{System.Buffers.Text.Base64Url.EncodeToString(hash)}' WHERE username = 'plkb'");

        await house.SignInAsync("plkb");

        Assert.StartsWith("pbkdf2-sha256$600000$", await house.ScalarAsync<string>("SELECT password_hash FROM people.account WHERE username = 'plkb'"));
        await house.SignInAsync("plkb");
    }

    private static async Task GuessAsync(PeopleHouse house, int times)
    {
        // Recorded directly: what counts is the record, and each real guess costs 600,000 rounds.
        await house.ExecuteAsync(
            $"INSERT INTO people.sign_in_attempt (office, username, address, result, at) SELECT 3315, 'kabid', '10.9.9.9', 'refused', engine.now() FROM generate_series(1, {times})");
    }
}
