using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Pipeline;
using Alokon.Sop.People;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Alokon.Host.SignIn;

/// <summary>How one comes in: POST /auth/token for programs; the sign-in page sends the same command and sets <see cref="SessionCookie"/>.</summary>
internal static class SignInDoor
{
    private const int RetryAfterSeconds = 60;

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SessionCache>();
        services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, configureOptions: null);
        services.AddAuthorization();
        return services.AddPeople();
    }

    public static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/auth/token", "/api/v1/auth/token" })
        {
            routes.MapPost(path, SignInAsync).AllowAnonymous();
            routes.MapDelete(path, SignOutAsync).AllowAnonymous();
        }

        return routes;
    }

    /// <summary>Ends the session this request came with, here at once and on other nodes within a second.</summary>
    public static async Task SignOutAsync(HttpContext http, IMediator mediator, SessionCache cache, CancellationToken ct)
    {
        if (SessionHandler.TokenOf(http.Request) is { } token && SessionToken.OfficeOf(token) != 0)
        {
            await mediator.Send(new SignOut(token), ct);
            cache.Forget(token);
        }

        SessionCookie.Delete(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<IResult> SignInAsync(TokenRequest body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        List<FieldError> errors = [.. Errors(body)];
        if (errors.Count > 0)
        {
            return SignInProblem.Of(new InvalidInput(errors));
        }

        http.Response.Headers.CacheControl = "no-store";
        var outcome = await mediator.Send(new Sop.People.SignIn(OfficeOf(body), body.Username!, body.Password!), ct); // checked above
        if (outcome.IsRefused(out var refusal) && refusal.Kind == RefusalKind.TooMany)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return outcome.Match(signedIn => Results.Ok(signedIn), SignInProblem.Of);
    }

    private static IEnumerable<FieldError> Errors(TokenRequest body)
    {
        if (OfficeOf(body) == 0)
        {
            yield return new("office", "office-malformed", body.Office ?? "");
        }

        if (string.IsNullOrWhiteSpace(body.Username))
        {
            yield return new("username", "required");
        }

        if (string.IsNullOrEmpty(body.Password))
        {
            yield return new("password", "required");
        }
    }

    private static int OfficeOf(TokenRequest body) =>
        body.Office is { Length: 4 } office && int.TryParse(office, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    internal sealed record TokenRequest(string? Office, string? Username, string? Password);
}
