using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Waits for the ways that lead here; how long is decided by the flowchart, which reads the mode.</summary>
internal sealed class FlowJoin : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowJoin",
        "Gabung",
        "Kendali alur",
        "Menunggu jalan yang menuju ke sini.",
        [
            new("mode", "String", "Cara menunggu", "Kapan jalan yang digabung boleh lanjut.", "dropdown", "WaitAny", "")
            {
                Options = [new("WaitAny", "Yang pertama tiba"), new("WaitAll", "Semua jalan"), new("WaitAllActive", "Semua jalan yang ditempuh")],
            },
        ],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var flowchart = c.Parent;
        c.Complete();
        if (flowchart?.Node.Type == "Elsa.Flowchart" && !FlowModes.IsTokenMode(flowchart))
        {
            // A branch that was queued before this join, but began after it was decided, has lost all the same.
            flowchart.CancelChildren(FlowGraph.Of(flowchart).Place(c.Node).Ancestors.Contains);
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
