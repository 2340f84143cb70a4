using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Sop.Workflows.Table;

/// <summary>The answers that a step offers, with the words on their buttons.</summary>
internal static class StepAnswers
{
    public static IReadOnlyList<(string Key, string Label)> Of(ActivityNode step, ActivityDescriptor? descriptor) =>
        NodeReading.StaticValue(step, "outcomes") is JsonArray { Count: > 0 } stated
            ? [.. stated.Select(Read)]
            : Default(step.Type) is { Count: > 0 } own ? own : [.. (descriptor?.Outcomes ?? []).Select(key => (key, key))];

    /// <summary>Those of a kind of step, where the definition states none.</summary>
    public static IReadOnlyList<(string Key, string Label)> Default(string type) =>
        Activities.SopActivities.Steps.FirstOrDefault(step => step.Type == type) is { } known ? [.. known.Outcomes.Select(o => (o.Key, o.Label))] : [];

    private static (string Key, string Label) Read(JsonNode? outcome) => outcome is JsonObject named
        ? (named["key"]?.ToString() ?? "", named["label"]?.ToString() ?? named["key"]?.ToString() ?? "")
        : (outcome?.ToString() ?? "", outcome?.ToString() ?? "");
}
