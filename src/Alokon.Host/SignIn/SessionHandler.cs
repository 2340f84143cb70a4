using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Alokon.Engine;
using Alokon.Sop.People;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Alokon.Host.SignIn;

/// <summary>Reads the token (bearer header, or cookie of a page), finds the officer behind it, and hands both to the request's <see cref="Caller"/>.</summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IMediator mediator, SessionCache cache)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "alokon";
    public const string BackgroundHeader = "X-Alokon-Background";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var caller = Context.RequestServices.GetRequiredService<Caller>();
        caller.Address = Context.Connection.RemoteIpAddress?.ToString();
        if (TokenOf(Request) is not { } token || SessionToken.OfficeOf(token) == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (await ResolveAsync(token) is not { } session)
        {
            return AuthenticateResult.Fail("The session has ended.");
        }

        caller.Officer = session.Officer;
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(session.Officer), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Addresses.IsForPrograms(Request.Path))
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            await SignInProblem.Of(new PeopleRefusal.NotSignedIn()).ExecuteAsync(Context);
            return;
        }

        Response.Redirect($"/masuk?kembali={Uri.EscapeDataString(Request.Path + Request.QueryString)}");
    }

    /// <summary>The token this request comes with; the same one that sign-out ends.</summary>
    /// <remarks>
    /// A cookie travels along with forms that other sites send. Pages and the designer's interface check the anti-forgery token; the
    /// other program interfaces do not, so there a cookie is good for reading only.
    /// </remarks>
    public static string? TokenOf(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
        }

        return Addresses.ChecksForgery(request.Path) || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? SessionCookie.Read(request)
            : null;
    }

    private async Task<ActiveSession?> ResolveAsync(string token)
    {
        if (cache.Find(token) is { } known)
        {
            return known;
        }

        var outcome = await mediator.Send(new ResolveSession(token, KeepsAwake: !IsBackground(Request)), Context.RequestAborted);
        if (outcome.IsRefused(out _))
        {
            return null;
        }

        cache.Keep(token, outcome.Value);
        return outcome.Value;
    }

    /// <summary>Sent by a page on its own while nobody touches it (and the viewer's question every few seconds, whoever asks it): that is not being there.</summary>
    private static bool IsBackground(HttpRequest request) =>
        request.Headers.ContainsKey(BackgroundHeader) || (request.Path.StartsWithSegments("/elsa/api/workflow-instances") && request.Path.Value!.EndsWith("/execution-state", StringComparison.Ordinal)); // it starts with something

    private static ClaimsPrincipal Principal(Officer officer) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, officer.Account.ToString()),
            new Claim(ClaimTypes.Name, officer.Name),
            new Claim("office", officer.Office.ToString(CultureInfo.InvariantCulture)),
            .. officer.Holdings.Select(h => h.Role).Distinct().Select(role => new Claim(ClaimTypes.Role, role)),
        ],
        SchemeName));
}
