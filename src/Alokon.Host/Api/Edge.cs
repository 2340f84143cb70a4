using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>What every endpoint does: send one request, answer its outcome.</summary>
internal static class Edge
{
    public static async Task<IResult> SendAsync<T>(this IMediator mediator, IRequest<Outcome<T>> request, CancellationToken ct, Func<T, IResult>? answer = null)
    {
        var outcome = await mediator.Send(request, ct);
        return outcome.Match(answer ?? (value => Results.Ok(value)), Problem.Of);
    }

    /// <summary>Reads the body first; a body that is no JSON object never reaches the room.</summary>
    public static async Task<IResult> SendAsync<T>(this IMediator mediator, HttpRequest http, Func<JsonObject, Outcome<IRequest<Outcome<T>>>> make, Func<T, IResult>? answer = null)
    {
        var ct = http.HttpContext.RequestAborted;
        var body = await JsonBody.ReadAsync(http, ct);
        if (body.IsRefused(out var refusal))
        {
            return Problem.Of(refusal);
        }

        var request = make(body.Value);
        return request.IsRefused(out refusal) ? Problem.Of(refusal) : await mediator.SendAsync(request.Value, ct, answer);
    }

    /// <summary>Lets the compiler see a concrete request as what the mediator takes.</summary>
    public static Outcome<IRequest<Outcome<T>>> AsRequest<T>(this IRequest<Outcome<T>> request) => Accepted.Of(request);

    /// <summary>Text of a member; none when absent or null.</summary>
    public static string? Text(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Goes on with the text of a member that may be left out; what is there must be text.</summary>
    public static Outcome<IRequest<Outcome<T>>> WithText<T>(this JsonObject body, string name, int max, Func<string?, Outcome<IRequest<Outcome<T>>>> make)
    {
        var fields = new FieldReader(body);
        var text = fields.OptionalText(name, max);
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : make(text);
    }

    /// <summary>The task version the caller saw: If-Match: "3", or "version" in the body.</summary>
    /// <returns>None when neither is given.</returns>
    public static Outcome<Version> VersionSeen(HttpRequest http, JsonObject body)
    {
        var header = http.Headers.IfMatch.ToString();
        var text = header.Length > 0 ? header.Trim('"') : body["version"]?.ToString();
        if (text is null)
        {
            return new Version(null);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new Version(version)
            : new InvalidInput("version", "version-malformed", text);
    }

    public readonly record struct Version(int? Number);
}
