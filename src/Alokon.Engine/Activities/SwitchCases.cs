using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>The cases of a switch, with activities inside or with arrows that leave it: both read them alike.</summary>
internal static class SwitchCases
{
    public static bool HasCases(ActivityNode node) => node.Type is "Elsa.FlowSwitch" or "Elsa.Switch";

    /// <summary>The cases as the node has them: a bare array, or one inside an Object expression.</summary>
    public static IEnumerable<JsonObject> Of(ActivityNode node) => node.Json["cases"] switch
    {
        JsonArray cases => cases.OfType<JsonObject>(),
        JsonObject wrapper when Coercion.To("Object", wrapper["expression"]?["value"]?.DeepClone()) is JsonArray cases => cases.OfType<JsonObject>(),
        _ => [],
    };

    public static string Label(JsonObject option) => option["label"]?.ToString() ?? "";

    /// <summary>Which cases hold, in the order of the file; the first alone unless the mode is MatchAny.</summary>
    public static IReadOnlyList<int> Matching(ActivityContext c)
    {
        // Lazily: what stands behind the first that holds is not evaluated, so it cannot fail either.
        var matching = Of(c.Node).Select((option, index) => (option, index)).Where(pair => Holds(c, pair.option)).Select(pair => pair.index);
        return string.Equals(c.Input<string>("mode"), "MatchAny", StringComparison.OrdinalIgnoreCase) ? [.. matching] : [.. matching.Take(1)];
    }

    private static bool Holds(ActivityContext c, JsonObject option) =>
        Coercion.To("Boolean", c.Evaluate(option["condition"])) is JsonValue value && value.GetValue<bool>();
}
