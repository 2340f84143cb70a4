using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Its activities beside each other; goes on after all of them.</summary>
internal sealed class Parallel : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Parallel", "Serentak", "Kendali alur", "Menjalankan semua kegiatan di dalamnya sekaligus, lalu melanjutkan setelah semuanya selesai.", [], [], ["Done"])
    {
        IsOffered = false,
    };

    public Refusal? Execute(ActivityContext c)
    {
        foreach (var activity in c.Node.Port("activities"))
        {
            c.Schedule(activity);
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
