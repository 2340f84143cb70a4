using System.Threading.RateLimiting;
using Alokon.Engine;
using Microsoft.AspNetCore.RateLimiting;

namespace Alokon.Host;

/// <summary>How often a stranger may ask; the officers' own work is never limited here.</summary>
internal static class Limits
{
    public const string Public = "publik";

    public static IServiceCollection AddLimits(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = async (context, _) => await Problem.Of(new TooManyRequests()).ExecuteAsync(context.HttpContext);
            options.AddPolicy(Public, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) }));
        });

    public sealed record TooManyRequests() : Refusal("too-many-requests", RefusalKind.TooMany, "Expected at most 60 public questions a minute from one address");
}
