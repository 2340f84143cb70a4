using Alokon.Engine;

namespace Alokon.Host.Api;

/// <summary>What the framework itself refuses, told to programs as problem details like every other refusal.</summary>
internal static class ProgramEdge
{
    public static IApplicationBuilder UseProgramEdge(this IApplicationBuilder app) =>
        app.Use(async (http, next) =>
        {
            // No text in this program holds a NUL, and PostgreSQL would answer it with a fault.
            if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
            {
                await Problem.Of(new ErrorDoor.Unreadable()).ExecuteAsync(http);
                return;
            }

            await next(http);
            if (http.Response is { HasStarted: false, ContentType: null } response && Addresses.IsForPrograms(http.Request.Path) && RefusalOf(response.StatusCode) is { } refusal)
            {
                await Problem.Of(refusal, response.StatusCode).ExecuteAsync(http);
            }
        });

    private static Refusal? RefusalOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => new AddressUnknown(),
        StatusCodes.Status400BadRequest or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType => new ErrorDoor.Unreadable(),
        _ => null,
    };

    private sealed record AddressUnknown() : Refusal("address-unknown", RefusalKind.NotFound, "Expected a known address, but there is nothing here");
}
