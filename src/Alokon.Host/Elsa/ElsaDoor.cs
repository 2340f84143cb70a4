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

        return ComesByCookie(http) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? ElsaAnswer.Refuse(new PageTooOld())
            : await next(context);
    }

    // IsRequestValid lets every reading method pass. A program with a token of its own cannot be led by another site.
    private static bool ComesByCookie(HttpContext http) => http.Request.Headers.Authorization.Count == 0;

    /// <summary>Sent by another site, or by a page that was opened by somebody else.</summary>
    public sealed record PageTooOld() : Refusal("page-too-old", RefusalKind.Malformed, "Expected the anti-forgery token of this session, but there is none or another one");
}
