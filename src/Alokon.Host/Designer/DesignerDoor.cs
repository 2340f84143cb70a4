using System.Globalization;
using System.Text.Json;
using Alokon.Engine;
using Alokon.Host.SignIn;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Host.Designer;

/// <summary>The files of the designer, and the door through which somebody whose session ended comes back without leaving the page.</summary>
internal static class DesignerDoor
{
    private const string PageHeader = "X-Alokon-Page";

    public static void MapDesigner(this IEndpointRouteBuilder routes)
    {
        // The public package: nobody is asked who they are. What Studio shows comes from Elsa's API.
        routes.MapGet("/desainer/studio/{version}/{**path}", (HttpContext http, string version, string path, StudioFiles files) => files.SendVersionedAsync(http, version, path)).Open();
        foreach (var folder in new[] { "_content", "_framework" })
        {
            routes.MapGet($"/desainer/{folder}/{{**path}}", (HttpContext http, string path, StudioFiles files) => files.SendUnversionedAsync(http, folder, path)).Open();
        }

        // Addresses of Studio's other host, which some of its links still have.
        routes.MapGet("/desainer/workflows/definitions/{id}/edit", (string id) => Results.Redirect($"/desainer/{Uri.EscapeDataString(id)}")).Open();
        routes.MapGet("/desainer/workflows/instances/{id}/view", (string id) => Results.Redirect($"/desainer/kasus/{Uri.EscapeDataString(id)}")).Open();
        routes.MapPost("/desainer/masuk", SignInAgainAsync).DisableAntiforgery().Open();
    }

    /// <summary>
    /// No anti-forgery token can be asked for, because it belongs to the session that ended: a header of our own instead, which a
    /// form of another site cannot send and its scripts may not.
    /// </summary>
    private static async Task<IResult> SignInAgainAsync(HttpContext http, IMediator mediator, CancellationToken ct)
    {
        if (!http.Request.Headers.ContainsKey(PageHeader) || !http.Request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (await ReadAsync(http, ct) is not { Office: { Length: 4 } code, Username: { Length: > 0 } username, Password: { Length: > 0 } password }
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var office))
        {
            return Problem.Of(new InvalidInput("password", "field-required"));
        }

        http.Response.Headers.CacheControl = "no-store";
        var outcome = await mediator.Send(new Sop.People.SignIn(office, username, password, SessionCookie.Read(http.Request)), ct);
        if (outcome.IsRefused(out var refusal))
        {
            return Problem.Of(refusal);
        }

        SessionCookie.Write(http, outcome.Value.Token);
        return Results.NoContent();
    }

    private static async Task<Again?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        try
        {
            return await http.Request.ReadFromJsonAsync<Again>(ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Open(this RouteHandlerBuilder route) => route.AllowAnonymous().ExcludeFromDescription();

    private sealed record Again(string? Office, string? Username, string? Password);
}
