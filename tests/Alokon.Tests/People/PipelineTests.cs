using Alokon.Engine;
using Alokon.Host.Pipeline;
using Alokon.Sop.People;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alokon.Tests.People;

public sealed class PipelineTests
{
    [Fact]
    public async Task What_is_done_is_committed_and_told_afterwards()
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        var made = await house.SendAsync(new AddUnit("a"), plkb);

        Assert.Equal("a", made.Value.Code);
        Assert.Equal(1, await CountAsync(house, "a"));
    }

    [Fact]
    public async Task A_refusal_takes_back_what_was_written_before_it()
    {
        await using var house = await OpenAsync();

        var refused = await house.SendAsync(new AddUnit("a", Refuse: true), await house.OfficerAsync("plkb"));

        Assert.IsType<PeopleRefusal.AccountNotFound>(refused.Refusal);
        Assert.Equal(0, await CountAsync(house, "a"));
    }

    [Fact]
    public async Task An_exception_takes_back_what_was_written_before_it()
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        await Assert.ThrowsAsync<PostgresException>(() => house.SendAsync(new AddUnit("a", FailWith: "22012"), plkb));

        Assert.Equal(0, await CountAsync(house, "a"));
    }

    [Fact]
    public async Task A_query_cannot_write()
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        var error = await Assert.ThrowsAsync<PostgresException>(() => house.SendAsync(new SneakUnit("a"), plkb));

        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, error.SqlState);
    }

    [Fact]
    public async Task Nobody_the_wrong_role_and_who_only_watches_are_stopped_at_the_door()
    {
        await using var house = await OpenAsync();
        var auditor = await house.OfficerAsync("auditor");

        Assert.Equal(new PeopleRefusal.NotSignedIn(), (await house.SendAsync(new AddUnit("a"))).Refusal);
        Assert.Equal(new PeopleRefusal.NotSignedIn(), (await house.SendAsync(new Me())).Refusal);
        Assert.IsType<PeopleRefusal.RoleMayNot>((await house.SendAsync(new AddUnit("a"), auditor)).Refusal);
        Assert.IsType<PeopleRefusal.RoleMayNot>((await house.SendAsync(new SetAccountEnabled("plkb", Enabled: false), await house.OfficerAsync("plkb"))).Refusal);
        Assert.IsType<PeopleRefusal.RoleMayNot>((await house.SendAsync(PeopleHouse.Registration(PeopleHouse.Office), await house.OfficerAsync("admin"))).Refusal);
        Assert.Equal("auditor", (await house.SendAsync(new Me(), auditor)).Value.User.Username);
        Assert.Equal(0, await CountAsync(house, "a"));
    }

    [Fact]
    public async Task The_same_key_answers_the_same_and_does_it_once()
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        var first = await house.SendAsync(new AddUnit("a"), plkb, key: "k1", hash: "h1");
        var again = await house.SendAsync(new AddUnit("a"), plkb, key: "k1", hash: "h1");

        Assert.Equal(first.Value, again.Value);
        Assert.Equal(1, await CountAsync(house, "a"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_another_command_is_refused()
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");
        await house.SendAsync(new AddUnit("a"), plkb, key: "k1", hash: "h1");

        var otherBody = await house.SendAsync(new AddUnit("b"), plkb, key: "k1", hash: "h2");
        var otherCommand = await house.SendAsync(new AddFlakyUnit("b", Failures: 0), plkb, key: "k1", hash: "h1");

        Assert.Equal(new IdempotencyKeyReused(), otherBody.Refusal);
        Assert.Equal(RefusalKind.Invalid, otherBody.Refusal?.Kind);
        Assert.Equal(new IdempotencyKeyReused(), otherCommand.Refusal);
        Assert.Equal(0, await CountAsync(house, "b"));
    }

    [Fact]
    public async Task A_key_belongs_to_the_account_that_used_it()
    {
        await using var house = await OpenAsync();

        await house.SendAsync(new AddUnit("a"), await house.OfficerAsync("plkb"), key: "k1", hash: "h1");
        var other = await house.SendAsync(new AddUnit("b"), await house.OfficerAsync("kabid"), key: "k1", hash: "h2");

        Assert.Equal("b", other.Value.Code);
    }

    [Fact]
    public async Task A_refused_request_may_come_again_with_the_same_key()
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        var refused = await house.SendAsync(new AddUnit("a", Refuse: true), plkb, key: "k1", hash: "h1");
        var done = await house.SendAsync(new AddUnit("a"), plkb, key: "k1", hash: "h2");

        Assert.NotNull(refused.Refusal);
        Assert.Equal("a", done.Value.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public async Task A_key_that_is_none_is_refused(int length)
    {
        await using var house = await OpenAsync();

        var refused = await house.SendAsync(new AddUnit("a"), await house.OfficerAsync("plkb"), key: new string('k', length), hash: "h1");

        Assert.Equal("Idempotency-Key", Assert.Single(refused.Refusal?.Fields ?? []).Path);
        Assert.Equal(0, await CountAsync(house, "a"));
    }

    /// <param name="refuseSecond">True: the loser of the race finds its unit there and refuses; false: it runs into the key's row.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twins_that_run_side_by_side_get_one_answer_for_one_deed(bool refuseSecond)
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
            house.SendAsync(new AddUnit("a", RefuseIfThere: refuseSecond), plkb, key: "k1", hash: "h1")));

        Assert.All(outcomes, o => Assert.Equal(outcomes[0].Value, o.Value));
        Assert.Equal(1, await CountAsync(house, "a"));
        Assert.Equal(1, await house.ScalarAsync<long>("SELECT count(*) FROM engine.idempotency"));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    public async Task What_the_database_asks_to_try_again_is_tried_again_with_nothing_remembered(string sqlState)
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        var fourth = await house.SendAsync(new AddFlakyUnit("a", Failures: 3, sqlState), plkb);

        Assert.Equal("run 4, memory 1", fourth.Value.Code);
        Assert.Equal(1, await CountAsync(house, "a"));
    }

    [Fact]
    public async Task But_not_for_ever()
    {
        await using var house = await OpenAsync();
        var plkb = await house.OfficerAsync("plkb");

        await Assert.ThrowsAsync<PostgresException>(() => house.SendAsync(new AddFlakyUnit("a", Failures: 4), plkb));

        Assert.Equal(0, await CountAsync(house, "a"));
    }

    private static Task<PeopleHouse> OpenAsync() => PeopleHouse.WithOfficeAsync(services => services
        .AddScoped<Memory>()
        .AddRequest<AddUnit, UnitAdded, AddUnitHandler>()
        .AddRequest<AddFlakyUnit, UnitAdded, AddFlakyUnitHandler>()
        .AddRequest<SneakUnit, UnitAdded, SneakUnitHandler>());

    private static Task<long> CountAsync(PeopleHouse house, string name) =>
        house.ScalarAsync<long>($"SELECT count(*) FROM people.unit WHERE name = '{name}'");
}
