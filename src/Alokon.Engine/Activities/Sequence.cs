using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Its activities, one after the other.</summary>
internal sealed class Sequence : IContainer
{
    private const string Index = "index";

    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Sequence", "Urutan", "Kendali alur", "Menjalankan kegiatan di dalamnya berurutan.", [], [], ["Done"])
    {
        IsOffered = false,
    };

    public Refusal? Execute(ActivityContext c)
    {
        GoOn(c, 0);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes)
    {
        if (c.IsTerminal(child.Node))
        {
            c.EndBy(child.Node);
            c.Complete();
        }
        else if (Breaking.IsOn(c))
        {
            c.Complete();
        }
        else
        {
            GoOn(c, c.Execution.State[Index]!.GetValue<int>() + 1); // set before the first child was scheduled
        }
    }

    // The next one waited for a child that is gone: the sequence goes on without it.
    public void ChildCancelled(ActivityContext c, Execution child) => ChildCompleted(c, child, []);

    // The loop further out is meant: this one only ends with the child that broke.
    public bool Receive(ActivityContext c, Signal signal) => Breaking.Hear(c, signal, isLoop: false);

    private static void GoOn(ActivityContext c, int index)
    {
        var children = c.Node.Port("activities");
        if (index >= children.Count)
        {
            c.Complete();
            return;
        }

        c.Execution.State[Index] = index;
        c.Schedule(children[index]);
    }
}
