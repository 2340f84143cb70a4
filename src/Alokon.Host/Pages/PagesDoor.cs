using Alokon.Engine;
using Alokon.Host.SignIn;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Alokon.Host.Pages;

/// <summary>The pages: who has not signed in is led to the door, except where a page says that anybody may see it.</summary>
internal static class PagesDoor
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services.AddScoped<PageDesk>().AddExceptionHandler<PageErrorDoor>();
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapWebAssets();
        routes.MapRazorComponents<App>().RequireAuthorization();
        routes.MapPost("/keluar", LeaveAsync).WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute()).AllowAnonymous().ExcludeFromDescription();
        routes.MapFallback(NotFound).AllowAnonymous();
        return routes;
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, IMediator mediator, SessionCache cache, CancellationToken ct)
    {
        // Another site must not be able to sign somebody out.
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            return Results.Redirect("/");
        }

        await SignInDoor.SignOutAsync(http, mediator, cache, ct);
        return new SeeOther("/masuk");
    }

    private static IResult NotFound(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/elsa")
            ? Problem.Of(new AddressUnknown())
            : new RazorComponentResult<ErrorPage>(new { Status = StatusCodes.Status404NotFound }) { StatusCode = StatusCodes.Status404NotFound };

    private sealed record AddressUnknown() : Refusal("address-unknown", RefusalKind.NotFound, "Expected a known address, but there is nothing here");

    private sealed class SeeOther(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
