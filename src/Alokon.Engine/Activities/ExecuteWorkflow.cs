using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// Runs another workflow in an instance of its own; its result says how that ended. Elsa runs the child before it goes on; here the
/// child always runs in a transaction of its own, so without waiting the result says only that it was started.
/// </summary>
internal sealed class ExecuteWorkflow : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.ExecuteWorkflow",
        "Jalankan alur",
        ChildWorkflow.Category,
        "Menjalankan alur kerja lain sebagai berkas tersendiri.",
        [ChildWorkflow.DefinitionInput, ChildWorkflow.CorrelationInput, ChildWorkflow.GivenInput, ChildWorkflow.Waits("false")],
        [new("result", "Object", "Hasil", "Bagaimana alur itu berakhir dan apa keluarannya.")],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var given = ChildWorkflow.Given(c);
        var waits = ChildWorkflow.Waits(c);
        var correlation = c.Input<string>("correlationId") ?? c.CorrelationId;

        // As Elsa: a child that is given nothing gets what the parent was given.
        var child = ChildWorkflow.Start(c, given.Count > 0 ? given : c.AllInput(), correlation, waits);
        if (!waits)
        {
            c.SetOutput("result", new ChildEnded(child, "Running", "Pending", [], correlation).ToJson());
            c.Complete();
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.SetOutput("result", stimulus);
        c.Complete();
        return null;
    }
}
