using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Gives the instance the name by which people find it.</summary>
internal sealed class SetName : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.SetName",
        "Beri nama",
        "Kendali alur: data",
        "Memberi nama pada alur yang sedang berjalan.",
        [new("value", "String", "Nama", "Nama yang dilihat orang.", "singleline", null, "")],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.InstanceName = c.Input<string>("value");
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
