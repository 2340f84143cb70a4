using Alokon.Engine;
using Alokon.Sop.People;
using Microsoft.AspNetCore.Antiforgery;

namespace Alokon.Host.Elsa;

/// <summary>
/// The part of Elsa 3's HTTP API that Elsa Studio speaks, at /elsa/api: same paths, same JSON. Who may design or look comes in; a
/// browser's session changes something only with the anti-forgery token, which Studio sends as the tenant.
/// </summary>
internal static class ElsaDoor
{
    public static void MapElsa(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/elsa/api").RequireAuthorization().ExcludeFromDescription().AddEndpointFilter(CheckAsync);
        api.MapDefinitions();
        api.MapGraph();
        api.MapBulk();
        api.MapImport();
        api.MapInstances();
        api.MapDescriptors();
        api.MapNotHere();
    }

    private static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var officer = http.RequestServices.GetRequiredService<Caller>().Officer;
        if (officer is null || !officer.HasAnyRole(Roles.Admin, Roles.Manajer, Roles.Auditor))
        {
            return ElsaAnswer.Refuse(new PeopleRefusal.RoleMayNot("Elsa's API"));
        }

        // Whoever may only look is turned away before a word of the body is read.
        if (Changes(http) && !officer.HasRole(Roles.Admin))
        {
            return ElsaAnswer.Refuse(new PeopleRefusal.RoleMayNot("a change of definitions"));
        }

        return ComesByCookie(http) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? ElsaAnswer.Refuse(new PageTooOld())
            : await next(context);
    }

    /// <summary>A question that does not fit into an address, and so comes as POST.</summary>
    public static TBuilder OnlyReads<TBuilder>(this TBuilder door)
        where TBuilder : IEndpointConventionBuilder => door.WithMetadata(new Reading());

    private static bool Changes(HttpContext http) => !HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<Reading>() is null;

    // IsRequestValid lets every reading method pass. A program with a token of its own cannot be led by another site.
    private static bool ComesByCookie(HttpContext http) => http.Request.Headers.Authorization.Count == 0;

    private sealed record Reading;

    /// <summary>Sent by another site, or by a page that was opened by somebody else.</summary>
    public sealed record PageTooOld() : Refusal("page-too-old", RefusalKind.Malformed, "Expected the anti-forgery token of this session, but there is none or another one");
}
