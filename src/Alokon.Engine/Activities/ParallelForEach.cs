using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Its body for each item, all beside each other; goes on after all of them. The list is read once.</summary>
internal sealed class ParallelForEach : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.ParallelForEach",
        "Untuk setiap, serentak",
        "Kendali alur: perulangan",
        "Menjalankan isinya untuk semua unsur daftar sekaligus; isi membaca unsurnya dari variabel CurrentValue dan CurrentIndex.",
        [new("items", "Object", "Daftar", "Unsur yang masing-masing mendapat satu putaran.", "multiline", null, "")],
        [],
        ["Done"])
    {
        Embedded = [new("body", "Isi")],
    };

    public Refusal? Execute(ActivityContext c)
    {
        if (LoopItems.Read(c) is { } items && c.Node.Port("body") is [var body, ..])
        {
            for (var index = 0; index < items.Count; index++)
            {
                c.Schedule(body, tag: index, LoopItems.Locals(index, items[index]));
            }
        }

        CompleteWhenIdle(c);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) => CompleteWhenIdle(c);

    public void ChildCancelled(ActivityContext c, Execution child) => CompleteWhenIdle(c);

    private static void CompleteWhenIdle(ActivityContext c)
    {
        if (!c.HasOpenWork)
        {
            c.Complete();
        }
    }
}
