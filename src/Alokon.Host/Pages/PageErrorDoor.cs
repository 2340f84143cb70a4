using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Alokon.Host.Pages;

/// <summary>What goes wrong behind a page is shown as a page. Logging is done by the door before (ErrorDoor).</summary>
internal sealed class PageErrorDoor(IServiceScopeFactory scopes) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var status = exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            NpgsqlException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        httpContext.Response.StatusCode = status;

        // A renderer of its own, and nobody signed in: the one of this request has stopped half-way, and its database may be the trouble.
        await using var scope = scopes.CreateAsyncScope();
        var services = httpContext.RequestServices;
        httpContext.RequestServices = scope.ServiceProvider;
        await new RazorComponentResult<ErrorPage>(new { Status = status }) { StatusCode = status }.ExecuteAsync(httpContext);
        httpContext.RequestServices = services;
        return true;
    }
}
