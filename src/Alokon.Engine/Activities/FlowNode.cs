using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Runs its body, then goes on: how Elsa puts a container into a flowchart.</summary>
internal sealed class FlowNode : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowNode", "Wadah", "Kendali alur", "Menjalankan isinya, lalu melanjutkan.", [], [], ["Done"])
    {
        Embedded = [new("body", "Isi")],
        IsOffered = false,
    };

    public Refusal? Execute(ActivityContext c)
    {
        if (c.Node.Port("body") is [var body, ..])
        {
            c.Schedule(body);
        }
        else
        {
            c.Complete();
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) => c.Complete();

    public void ChildCancelled(ActivityContext c, Execution child) => c.Complete();
}
