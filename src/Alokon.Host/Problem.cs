using Alokon.Engine;
using Alokon.Host.Texts;

namespace Alokon.Host;

/// <summary>Refusals as RFC 9457 problem details: a stable type, an Indonesian title that says what to do, errors per field.</summary>
internal static class Problem
{
    public static IResult Of(Refusal refusal) => Of(refusal, StatusOf(refusal.Kind));

    public static IResult Of(Refusal refusal, int status)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = refusal.Code };
        if (refusal.Fields.Count > 0)
        {
            extensions["errors"] = refusal.Fields.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.Select(IndonesianTexts.Of).ToArray());
        }

        if (refusal.Current is { } current)
        {
            extensions["current"] = current;
        }

        return Results.Problem(
            type: $"urn:alokon:{refusal.Code}",
            title: IndonesianTexts.Of(refusal),
            statusCode: status,
            extensions: extensions);
    }

    public static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            RefusalKind.Malformed => StatusCodes.Status400BadRequest,
            RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
            RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            RefusalKind.Unexpected => StatusCodes.Status500InternalServerError,
        };
}
