using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>All its branches go on, one beside the other.</summary>
internal sealed class FlowFork : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowFork",
        "Cabang serentak",
        "Kendali alur",
        "Membuka beberapa jalan sekaligus.",
        [new("branches", "Object", "Jalan", "Nama setiap jalan.", "dynamic-outcomes", null, "")],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.Complete(c.Input<string[]>("branches") ?? []);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
