using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Two ways on, by one condition.</summary>
internal sealed class FlowDecision : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowDecision",
        "Keputusan",
        "Percabangan",
        "Memilih jalan True atau False menurut satu syarat.",
        [new("condition", "Boolean", "Syarat", "Benar: jalan True; salah atau kosong: jalan False.", "singleline", null, "")],
        [],
        ["True", "False"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.Complete(c.Input<bool?>("condition") == true ? "True" : "False");
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
