using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.People;

public sealed record MeUser(Guid Id, string Username, string Name, string? Nip, string? Rank);

/// <param name="User">Id is the person's: the actor of audit events, the assignee of tasks.</param>
/// <param name="Permissions">Stable strings, see <see cref="Permissions"/>.</param>
public sealed record MeView(MeUser User, OfficeCard Office, IReadOnlyList<Holding> Positions, IReadOnlyList<string> Permissions);

/// <summary>Who am I here, and what may I do.</summary>
public sealed record Me : IRequest<Outcome<MeView>>, IQuery;

public sealed class MeHandler(UnitOfWork work) : IRequestHandler<Me, Outcome<MeView>>
{
    public async Task<Outcome<MeView>> Handle(Me query, CancellationToken ct)
    {
        if (await OfficeRows.FindAsync(work, ct) is not { } office)
        {
            return new PeopleRefusal.NotSignedIn();
        }

        var me = work.Officer;
        return new MeView(new MeUser(me.Person, me.Username, me.Name, me.Nip, me.Rank), office, me.Holdings, Permissions.Of(me));
    }
}
