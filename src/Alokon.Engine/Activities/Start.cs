using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Where a flowchart begins.</summary>
internal sealed class Start : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Start", "Mulai", "Kendali alur", "Awal bagan alur.", [], [], ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
