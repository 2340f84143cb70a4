using System.Text.Json.Nodes;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>
/// Something that a reader of the SOP must decide; the draft says what was assumed meanwhile. The code keys the Indonesian
/// sentence.
/// </summary>
/// <param name="Row">Which row of the table, counted from 0; none when it is about the whole.</param>
public sealed record SopQuestion(string Code, int? Row, params string[] Arguments)
{
    /// <param name="step">Id of the activity that the row became.</param>
    public JsonObject ToJson(string? step) => new()
    {
        ["code"] = Code,
        ["step"] = step,
        ["arguments"] = new JsonArray([.. Arguments.Select(argument => (JsonNode)argument)]),
    };
}

/// <summary>A question as a draft keeps it until somebody has answered it.</summary>
/// <param name="Step">Id of the step; none when it is about the whole.</param>
public sealed record OpenQuestion(string Code, string? Step, IReadOnlyList<string> Arguments)
{
    public static IReadOnlyList<OpenQuestion> ReadAll(JsonNode? questions) =>
    [
        .. (questions as JsonArray ?? []).OfType<JsonObject>().Select(question => new OpenQuestion(
            question["code"]?.ToString() ?? "",
            question["step"]?.ToString(),
            [.. (question["arguments"] as JsonArray ?? []).Select(argument => argument?.ToString() ?? "")])),
    ];
}
