using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Starts another workflow in an instance of its own; its result is what that put out.</summary>
internal sealed class DispatchWorkflow : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.DispatchWorkflow",
        "Kirim ke alur",
        ChildWorkflow.Category,
        "Memulai alur kerja lain sebagai berkas tersendiri.",
        [ChildWorkflow.DefinitionInput, ChildWorkflow.CorrelationInput, ChildWorkflow.GivenInput, ChildWorkflow.Waits("false")],
        [new("result", "Object", "Hasil", "Keluaran alur itu, bila ditunggu.")],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var waits = ChildWorkflow.Waits(c);
        ChildWorkflow.Start(c, ChildWorkflow.Given(c), c.Input<string>("correlationId"), waits);
        if (!waits)
        {
            c.Complete();
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.SetOutput("result", stimulus["Output"]);
        c.Complete();
        return null;
    }
}
