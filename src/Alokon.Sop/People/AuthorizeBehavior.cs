using System.Reflection;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.People;

/// <summary>The first of the two pipeline behaviours: who may send this request at all. Scope is the handler's question.</summary>
public sealed class AuthorizeBehavior<TRequest, T>(Caller caller) : IPipelineBehavior<TRequest, Outcome<T>>
    where TRequest : IRequest<Outcome<T>>
{
    private static readonly bool Anyone = typeof(TRequest).IsDefined(typeof(AllowAnyoneAttribute), inherit: false);
    private static readonly bool Changes = typeof(ICommand).IsAssignableFrom(typeof(TRequest));
    private static readonly IReadOnlyList<string>? Allowed = typeof(TRequest).GetCustomAttribute<AllowRolesAttribute>()?.Roles;

    public async Task<Outcome<T>> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<Outcome<T>> next)
    {
        if (Anyone)
        {
            return await next();
        }

        if (caller.Officer is not { } officer)
        {
            return new PeopleRefusal.NotSignedIn();
        }

        return officer.IsSystem || May(officer)
            ? await next()
            : new PeopleRefusal.RoleMayNot(typeof(TRequest).Name);
    }

    private static bool May(Officer officer) => Allowed is not null
        ? officer.Holdings.Any(h => Allowed.Contains(h.Role))
        : !Changes || officer.Holdings.Any(h => !Roles.OnlyReads(h.Role));
}
