using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.People;

/// <param name="Username">Null: has no account, or a disabled one.</param>
public sealed record Holder(Guid Person, string Name, string? Nip, string? Rank, string? Username, Holding Holding);

public sealed record HolderList(IReadOnlyList<Holder> Items);

/// <summary>Who holds a position of this role now, Plt. and Plh. included.</summary>
public sealed record HoldersOf(string Role) : IRequest<Outcome<HolderList>>, IQuery;

public sealed class HoldersOfHandler(UnitOfWork work) : IRequestHandler<HoldersOf, Outcome<HolderList>>
{
    public async Task<Outcome<HolderList>> Handle(HoldersOf query, CancellationToken ct) =>
        new HolderList(await Directory.HoldersAsync(work, query.Role, ct));
}

public sealed record RosterPosition(Guid Id, string Unit, string Role, string Title, string Scope, string ScopeCode);

public sealed record RosterPerson(Guid Id, string Name, string? Nip, string? Rank);

public sealed record Roster(IReadOnlyList<RosterPosition> Positions, IReadOnlyList<RosterPerson> Persons, IReadOnlyList<Holder> Holders);

/// <summary>All positions, all persons, and who holds what now: what an appointment chooses from.</summary>
[AllowRoles(Roles.Admin, Roles.Kadis, Roles.Manajer, Roles.Auditor)]
public sealed record GetRoster : IRequest<Outcome<Roster>>, IQuery;

public sealed class GetRosterHandler(UnitOfWork work) : IRequestHandler<GetRoster, Outcome<Roster>>
{
    public async Task<Outcome<Roster>> Handle(GetRoster query, CancellationToken ct) => new Roster(
        await RosterRows.PositionsAsync(work, ct),
        await RosterRows.PersonsAsync(work, ct),
        await RosterRows.HoldersAsync(work, role: null, ct));
}
