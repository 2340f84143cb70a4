using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Alokon.Host.Pages;

/// <summary>What goes wrong behind a page is shown as a page. Logging is done by the door before (ErrorDoor).</summary>
internal sealed class PageErrorDoor : IExceptionHandler
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
        await new RazorComponentResult<ErrorPage>(new { Status = status }) { StatusCode = status }.ExecuteAsync(httpContext);
        return true;
    }
}
