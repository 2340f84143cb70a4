using Alokon.Engine;
using Alokon.Sop.People;

namespace Alokon.Host.Pipeline;

internal static class PeopleRequests
{
    /// <summary>Every request of the People room.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddScoped<SessionTrip>()
        .AddFirstTrip<ResolveSession>((scope, trip, _, request) => scope.GetRequiredService<SessionTrip>().Foresee(trip, request))
        .AddRequest<RegisterOffice, Done, RegisterOfficeHandler>()
        .AddRequest<ListOffices, OfficeList, ListOfficesHandler>()
        .AddRequest<Sop.People.SignIn, SignedIn, SignInHandler>()
        .AddRequest<SignOut, Done, SignOutHandler>()
        .AddRequest<ResolveSession, ActiveSession, ResolveSessionHandler>()
        .AddRequest<SetAccountEnabled, Done, SetAccountEnabledHandler>()
        .AddRequest<AssignHolding, HoldingAssigned, AssignHoldingHandler>()
        .AddRequest<HoldersOf, HolderList, HoldersOfHandler>()
        .AddRequest<GetRoster, Roster, GetRosterHandler>()
        .AddRequest<Me, MeView, MeHandler>();
}
