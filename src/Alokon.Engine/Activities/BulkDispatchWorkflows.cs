using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Starts another workflow once for each item. Each child has a bookmark of its own: whichever ends is counted once.</summary>
internal sealed class BulkDispatchWorkflows : IContainer
{
    private const string Open = "open";

    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.BulkDispatchWorkflows",
        "Kirim ke banyak alur",
        ChildWorkflow.Category,
        "Memulai alur kerja lain untuk setiap butir.",
        [
            ChildWorkflow.DefinitionInput,
            new("items", "Object", "Butir", "Satu alur untuk setiap butir.", "multiline", null, ""),
            new("correlationIdFunction", "String", "Kunci korelasi", "Dihitung untuk setiap butir; butirnya adalah variabel Item.", "singleline", null, ""),
            ChildWorkflow.GivenInput,
            ChildWorkflow.Waits("true"),
        ],
        [],
        ["Finished", "Canceled", "Done"])
    {
        OutcomeNames = new Dictionary<string, string> { ["Finished"] = "Semua selesai", ["Canceled"] = "Dibatalkan" },
        Embedded = [new("childFinished", "Bila satu selesai"), new("childFaulted", "Bila satu terkendala")],
    };

    public Refusal? Execute(ActivityContext c)
    {
        var items = c.InputJson("items") as JsonArray ?? [];
        var waits = ChildWorkflow.Waits(c);
        foreach (var item in items)
        {
            var input = ChildWorkflow.Given(c);
            input["Item"] = item?.DeepClone();
            ChildWorkflow.Start(c, input, c.EvaluateWith("correlationIdFunction", "Item", item)?.ToString(), waits);
        }

        c.Execution.State[Open] = items.Count;
        if (!waits || items.Count == 0)
        {
            c.Complete();
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        var port = stimulus["SubStatus"]?.ToString() switch
        {
            "Faulted" => c.Node.Port("childFaulted"),
            "Finished" => c.Node.Port("childFinished"),
            _ => [],
        };
        if (port is [var activity, ..])
        {
            c.Schedule(activity, tag: null, new JsonObject { ["ChildInstanceId"] = stimulus["WorkflowInstanceId"]?.DeepClone() });
        }
        else
        {
            CountDown(c);
        }

        return null;
    }

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) => CountDown(c);

    public void ChildCancelled(ActivityContext c, Execution child) => CountDown(c);

    private static void CountDown(ActivityContext c)
    {
        var open = c.Execution.State[Open]!.GetValue<int>() - 1; // set when the children were started
        c.Execution.State[Open] = open;
        if (open == 0)
        {
            c.Complete("Finished", "Done");
        }
    }
}
