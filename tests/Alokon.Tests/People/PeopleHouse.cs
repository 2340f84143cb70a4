using Alokon.Engine;
using Alokon.Host.Pipeline;
using Alokon.Sop.People;
using Alokon.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alokon.Tests.People;

/// <summary>A database and the real pipeline over it; requests are sent as the edge sends them, each in a scope of its own.</summary>
internal sealed class PeopleHouse : IAsyncDisposable
{
    public const int Office = 3315;
    public const string Secret = "rahasia-panjang-sekali";

    private static readonly Lazy<string> SecretHash = new(() => Password.Hash(Secret));

    private readonly ServiceProvider _services;

    private PeopleHouse(TestDatabase database, Action<IServiceCollection>? more)
    {
        Database = database;
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(database.Source).AddMediation().AddPeople();
        more?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public TestDatabase Database { get; }

    public IServiceProvider Services => _services;

    public static async Task<PeopleHouse> OpenAsync(Action<IServiceCollection>? more = null) => new(await TestDatabase.CreateAsync(), more);

    /// <summary>With office 3315 and its officers plkb, koordinator, kabid, auditor, admin; all with the same password.</summary>
    public static async Task<PeopleHouse> WithOfficeAsync(Action<IServiceCollection>? more = null)
    {
        var house = await OpenAsync(more);
        await house.RegisterAsync(Office);
        return house;
    }

    /// <summary>Without the cost of hashing at every test: all accounts get one hash that was made once.</summary>
    public async Task RegisterAsync(int office)
    {
        var registration = Registration(office);
        Assert.Null((await SendAsync(registration with { Accounts = [] }, Officer.System(office))).Refusal);
        await using var work = await Database.NewUnitOfWork(office);
        foreach (var person in await RosterRows.PersonsAsync(work, CancellationToken.None))
        {
            AccountRows.Add(work, Ids.New(), person.Id, person.Name["Orang ".Length..], SecretHash.Value);
        }

        await work.CommitAsync(CancellationToken.None);
    }

    public static RegisterOffice Registration(int office)
    {
        string[] roles = [Roles.Plkb, Roles.Koordinator, Roles.Kabid, Roles.Auditor, Roles.Admin];
        return new RegisterOffice(
            new OfficeCard(office, "Kabupaten Uji", "PEMERINTAH KABUPATEN UJI", "DINAS UJI", "DU", "Jalan Uji 1", "0", "uji@contoh.example", "https://contoh.example", "00000", "Uji", "Asia/Jakarta", Demo: true),
            [new UnitEntry("dinas", "Dinas")],
            [.. roles.Select(r => new PositionEntry(r, "dinas", r, $"Jabatan {r}", Scopes.Of(r) == Scopes.Kecamatan ? Scopes.Everywhere : ""))],
            [.. roles.Select(r => new PersonEntry(r, $"Orang {r}", null, null))],
            [.. roles.Select(r => new HoldingEntry(r, r, new DateOnly(2024, 1, 1)))],
            [.. roles.Select(r => new AccountEntry(r, r, Secret))]);
    }

    public async Task<Outcome<T>> SendAsync<T>(IRequest<Outcome<T>> request, Officer? officer = null, string? key = null, string? hash = null, string address = "10.0.0.1")
    {
        await using var scope = _services.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        caller.Officer = officer;
        caller.IdempotencyKey = key;
        caller.RequestHash = hash;
        caller.Address = address;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<string> SignInAsync(string username) => (await SendAsync(new SignIn(Office, username, Secret))).Value.Token;

    /// <summary>A session as sign-in starts it, without the password.</summary>
    public async Task<string> StartSessionAsync(string username)
    {
        await using var work = await Database.NewUnitOfWork(Office);
        var account = await AccountRows.FindAsync(work, username, CancellationToken.None);
        Assert.NotNull(account);
        var token = SessionToken.New(Office);
        AccountRows.StartSession(work, account.Id, SessionToken.Hash(token), work.Now + ResolveSession.Absolute);
        await work.CommitAsync(CancellationToken.None);
        return token;
    }

    public async Task<Officer> OfficerAsync(string username) =>
        (await SendAsync(new ResolveSession(await StartSessionAsync(username)))).Value.Officer;

    /// <summary>Past every policy, so that a test counts what is really there.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = Database.AsSuperuser();
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!; // the queries of these tests return a value
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = Database.AsSuperuser();
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
