using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Activities joined by arrows: in Elsa's counter mode (<see cref="CounterRound"/>), or in token mode (<see cref="TokenRound"/>) where somebody asks for it.</summary>
internal sealed class Flowchart : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Flowchart", "Bagan alur", "Kendali alur", "Kegiatan yang dihubungkan dengan panah.", [], [], ["Done"])
    {
        IsOffered = false,
    };

    public Refusal? Execute(ActivityContext c)
    {
        if (Graph(c).Start is { } start)
        {
            c.Schedule(start.Activity);
        }
        else
        {
            c.Complete();
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes)
    {
        if (c.IsTerminal(child.Node))
        {
            c.EndBy(child.Node);
            c.Complete();
            return;
        }

        if (FlowModes.IsTokenMode(c))
        {
            var round = new TokenRound(c, Graph(c));
            round.Leave(child.Node, outcomes);
            CompleteWhenIdle(c, round.IsEmpty);
        }
        else
        {
            new CounterRound(c, Graph(c)).Leave(child.Node, outcomes, child.Backward);
            CompleteWhenIdle(c);
        }
    }

    public void ChildCancelled(ActivityContext c, Execution child)
    {
        if (FlowModes.IsTokenMode(c))
        {
            // A token that waits elsewhere still waits: ending now would skip what it leads to.
            var round = new TokenRound(c, Graph(c));
            round.Forget(child.Node);
            CompleteWhenIdle(c, round.IsEmpty);
        }
        else
        {
            new CounterRound(c, Graph(c)).Leave(child.Node, [], child.Backward);
            CompleteWhenIdle(c);
        }
    }

    private static FlowGraph Graph(ActivityContext c) => FlowGraph.Of(c);

    private static void CompleteWhenIdle(ActivityContext c, bool nothingWaits = true)
    {
        if (!c.Execution.Ended && !c.HasOpenWork && nothingWaits)
        {
            c.Complete();
        }
    }
}
