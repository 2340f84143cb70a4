using Alokon.Host.Pages.Designer;
using Alokon.Host.Pages.Papers;
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
        routes.MapSopSheet();
        routes.MapPreviews();
        routes.MapPost("/keluar", LeaveAsync).WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute()).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }

    /// <summary>
    /// An address of nothing is answered with a page. Not a fallback route: that takes every method and every kind of body, so that
    /// a program's wrong method would look like a wrong address.
    /// </summary>
    public static IApplicationBuilder UseNotFoundPage(this IApplicationBuilder app) =>
        app.Use(async (http, next) =>
        {
            await next(http);
            if (http.Response is { HasStarted: false, ContentType: null, StatusCode: StatusCodes.Status404NotFound } && http.GetEndpoint() is null && !Addresses.IsForPrograms(http.Request.Path))
            {
                await new RazorComponentResult<ErrorPage>(new { Status = StatusCodes.Status404NotFound }) { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(http);
            }
        });

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
