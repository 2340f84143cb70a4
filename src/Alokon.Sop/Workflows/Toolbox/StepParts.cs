using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>
/// Inputs of a step that the designer edits in several fields. The input itself travels beside its fields: when they still say the same, it is kept
/// letter by letter, so that looking at a definition never changes it.
/// </summary>
internal static class StepParts
{
    public static void Show(JsonObject node, SopStepType step)
    {
        foreach (var input in (string[])[StandardPart.Input, DocumentsPart.Input, OutcomesPart.Input])
        {
            if (!IsDynamic(node, input))
            {
                Merge(node, Take(node, input, step, OutcomesOf(node, step)));
            }
        }
    }

    public static void Store(JsonObject node, FieldReading fields, SopStepType step)
    {
        var before = OutcomesOf(node, step);
        Put(node, StandardPart.Input, Take(node, StandardPart.Input, step, before), _ => StandardPart.Put(fields));
        Put(node, OutcomesPart.Input, Take(node, OutcomesPart.Input, step, before), _ => OutcomesPart.Put(fields));
        IReadOnlyList<OutcomeOption> outcomes = [.. before, .. OutcomesOf(node, step).ExceptBy(before.Select(outcome => outcome.Key), outcome => outcome.Key)];
        Put(node, DocumentsPart.Input, Take(node, DocumentsPart.Input, step, outcomes), rules => DocumentsPart.Put(fields, rules, outcomes));
        DocumentsPart.Clear(node);
        if (KelengkapanPart.Put(fields, Strings(Value(node, KelengkapanPart.Input))) is { } asked)
        {
            node[KelengkapanPart.Input] = Wrapped(asked);
        }

        KelengkapanPart.Clear(node);
    }

    private static JsonObject Take(JsonObject node, string input, SopStepType step, IReadOnlyList<OutcomeOption> outcomes)
    {
        var value = Value(node, input);
        return input switch
        {
            StandardPart.Input => StandardPart.Take(value),
            DocumentsPart.Input => DocumentsPart.Take(value, outcomes),
            _ => OutcomesPart.Take(value, step),
        };
    }

    /// <summary>Those of the type, which every box has an arrow for, and those that this step states besides.</summary>
    private static IReadOnlyList<OutcomeOption> OutcomesOf(JsonObject node, SopStepType step) =>
        [.. step.Outcomes, .. OutcomesPart.Read(Value(node, OutcomesPart.Input)).ExceptBy(step.Outcomes.Select(outcome => outcome.Key), outcome => outcome.Key)];

    private static void Put(JsonObject node, string input, JsonObject shown, Func<JsonNode?, JsonNode?> put)
    {
        var given = shown.Where(field => node.ContainsKey(field.Key)).ToList();
        if (given.Any(field => field.Key != StandardPart.Wording && !IsSame(node, field.Key, field.Value)))
        {
            // A field that nobody touched is not there at all in an activity that is new: it says what was shown in its place.
            foreach (var (field, value) in shown.Where(field => !node.ContainsKey(field.Key)))
            {
                node[field] = value?.DeepClone();
            }

            if (put(Value(node, input)) is { } value2)
            {
                node[input] = Wrapped(value2);
            }
            else
            {
                node.Remove(input);
            }
        }

        foreach (var (field, _) in shown)
        {
            node.Remove(field);
        }
    }

    private static bool IsSame(JsonObject node, string field, JsonNode? shown)
    {
        var reading = new FieldReading(node, "");
        return shown is JsonArray list
            ? reading.List(field).Order(StringComparer.Ordinal).SequenceEqual(Strings(list).Order(StringComparer.Ordinal))
            : reading.Text(field) == new FieldReading(new JsonObject { [field] = shown?.DeepClone() }, "").Text(field);
    }

    private static void Merge(JsonObject node, JsonObject fields)
    {
        foreach (var (field, value) in fields)
        {
            node[field] = value?.DeepClone();
        }
    }

    private static JsonNode? Value(JsonObject node, string input) => NodeReading.StaticValue(Reading(node), input);

    private static bool IsDynamic(JsonObject node, string input) => NodeReading.IsDynamic(Reading(node), input);

    private static ActivityNode Reading(JsonObject node) => new(node, new Dictionary<string, IReadOnlyList<ActivityNode>>());

    private static IReadOnlyList<string> Strings(JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => item?.ToString() ?? "")];

    private static JsonObject Wrapped(JsonNode value) => DrawnInput.Object("Object", value);
}
