using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Several ways on: the first case that holds (MatchFirst), or all that hold (MatchAny); Default when none does.</summary>
internal sealed class FlowSwitch : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowSwitch",
        "Pilihan",
        "Percabangan",
        "Memilih jalan menurut beberapa syarat.",
        [
            new("cases", "Object", "Pilihan", "Label jalan dan syaratnya.", "flow-switch-editor", null, ""),
            new("mode", "String", "Cara memilih", "MatchFirst: yang pertama benar; MatchAny: semua yang benar.", "dropdown", "MatchFirst", ""),
        ],
        [],
        ["Default"]);

    public Refusal? Execute(ActivityContext c)
    {
        var matching = Cases(c.Node).Where(option => Holds(c, option)).Select(option => option["label"]?.ToString() ?? "");
        var labels = c.Input<string>("mode") == "MatchAny" ? matching.ToArray() : [.. matching.Take(1)];
        c.Complete(labels.Length == 0 ? ["Default"] : labels);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    /// <summary>The cases as the node has them: a bare array, or one inside an Object expression.</summary>
    public static IEnumerable<JsonObject> Cases(ActivityNode node) => node.Json["cases"] switch
    {
        JsonArray cases => cases.OfType<JsonObject>(),
        JsonObject wrapper when Coercion.To("Object", wrapper["expression"]?["value"]?.DeepClone()) is JsonArray cases => cases.OfType<JsonObject>(),
        _ => [],
    };

    private static bool Holds(ActivityContext c, JsonObject option) =>
        Coercion.To("Boolean", c.Evaluate(option["condition"])) is JsonValue value && value.GetValue<bool>();
}
