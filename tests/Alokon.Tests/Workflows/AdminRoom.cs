using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Host;
using Alokon.Host.Pipeline;
using Alokon.Tests.Engine;
using Alokon.Tests.People;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Alokon.Tests.Workflows;

/// <summary>An office with two admins, and the real pipeline over the commands on its definitions.</summary>
internal sealed class AdminRoom : IAsyncDisposable
{
    private readonly PeopleHouse _house;

    private AdminRoom(PeopleHouse house) => _house = house;

    public static Officer Siti { get; } = Of("Siti", "admin");

    public static Officer Budi { get; } = Of("Budi", "admin");

    public PeopleHouse House => _house;

    public DefinitionStore Store => _house.Services.GetRequiredService<DefinitionStore>();

    public static async Task<AdminRoom> OpenAsync() => new(await PeopleHouse.WithOfficeAsync(services => services
        .AddSingleton(new ActivityRegistry([.. BuiltInActivities.All, new FakeStep("Test.Step")]))
        .AddSingleton<DefinitionStore>()
        .AddWorkflows()));

    public static Officer Of(string name, params string[] roles) =>
        new(PeopleHouse.Office, Ids.New(), Ids.New(), name, name, null, null, [.. roles.Select(role => new Holding(Ids.New(), role, role, "office", "", "definitif", null))]);

    public Task<Outcome<T>> SendAsync<T>(IRequest<Outcome<T>> request, Officer? officer = null) => _house.SendAsync(request, officer ?? Siti);

    public async Task<T> DoneAsync<T>(IRequest<Outcome<T>> request, Officer? officer = null) =>
        (await SendAsync(request, officer)).Match(value => value, refusal => throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}"));

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
