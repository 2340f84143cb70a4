using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Its body for each item, one after the other. The list is read anew for each turn: what was added meanwhile gets its turn.</summary>
internal sealed class ForEach : IContainer
{
    private const string Index = "index";

    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.ForEach",
        "Untuk setiap",
        "Kendali alur: perulangan",
        "Mengulang isinya untuk setiap unsur daftar; isi membacanya dari variabel CurrentValue dan CurrentIndex.",
        [new("items", "Object", "Daftar", "Unsur yang dilalui satu per satu.", "multiline", null, "")],
        [new("currentValue", "Object", "Unsur sekarang", "Unsur putaran yang sedang berjalan.")],
        ["Done"])
    {
        Embedded = [new("body", "Isi")],
    };

    public Refusal? Execute(ActivityContext c)
    {
        Turn(c, 0);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) =>
        Turn(c, c.Execution.State[Index]!.GetValue<int>() + 1); // set before the first turn was scheduled

    public void ChildCancelled(ActivityContext c, Execution child) => ChildCompleted(c, child, []);

    public bool Receive(ActivityContext c, Signal signal) => Breaking.Hear(c, signal, isLoop: true);

    private static void Turn(ActivityContext c, int index)
    {
        if (!Breaking.IsOn(c) && c.Node.Port("body") is [var body, ..] && Items(c) is var items && index < items.Count)
        {
            c.Execution.State[Index] = index;
            c.SetOutput("currentValue", items[index]);
            c.Schedule(body, tag: null, LoopItems.Locals(index, items[index]));
        }
        else
        {
            c.Complete();
        }
    }

    private static JsonArray Items(ActivityContext c) =>
        LoopItems.Read(c) ?? throw new ExpressionFault($"Expected the items of '{c.Node.Id}' to be a list, but they are null");
}
