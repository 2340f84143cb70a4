using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Runs another workflow inside the same instance. Stands in no toolbox: a node becomes one when the workflow that it names was found.</summary>
internal sealed class Subworkflow : IContainer
{
    public static readonly Subworkflow Activity = new();

    public ActivityDescriptor Descriptor { get; } = new(
        "Alokon.Subworkflow", "Alur di dalam alur", "Kendali alur", "Menjalankan alur kerja lain sebagai satu kegiatan.", [], [], ["Done"])
    {
        IsOffered = false,
    };

    public Refusal? Execute(ActivityContext c)
    {
        var callee = c.Node.Callee!; // the registry gives this activity only to nodes with one
        var outside = c.Outside();
        foreach (var input in callee.Inputs)
        {
            c.Execution.Variables[input.Name] = Coercion.To(input.TypeName, c.Node.Json[input.Name] is { } given ? outside.Evaluate(given) : input.Default?.DeepClone());
        }

        c.Schedule(callee.Root);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) => c.Complete();

    public void ChildCancelled(ActivityContext c, Execution child) => c.Complete();

    public bool Receive(ActivityContext c, Signal signal)
    {
        if (signal is not Signal.CompleteComposite complete)
        {
            // A loop around the composite is none of its business: a break inside ends no loop outside.
            return signal is Signal.Break;
        }

        c.Complete([.. complete.Outcomes]);
        return true;
    }
}
