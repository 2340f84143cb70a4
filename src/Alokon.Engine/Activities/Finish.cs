using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Ends the whole workflow from wherever it stands.</summary>
internal sealed class Finish : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Finish", "Akhiri alur", "Kendali alur", "Mengakhiri seluruh alur kerja, juga dari dalam bagan di dalam bagan.", [], [], [])
    {
        IsTerminal = true,
    };

    public Refusal? Execute(ActivityContext c)
    {
        c.FinishWorkflow();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
