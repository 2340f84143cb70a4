using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Its branches beside each other; goes on after all of them (WaitAll) or after the first (WaitAny), which takes the others away.</summary>
internal sealed class Fork : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Fork",
        "Cabang berisi",
        "Kendali alur",
        "Menjalankan beberapa isi sekaligus, lalu melanjutkan.",
        [
            new("joinMode", "String", "Cara menunggu", "Sampai kapan cabangnya ditunggu.", "dropdown", "WaitAll", "")
            {
                Options = [new("WaitAll", "Sampai semua cabang selesai"), new("WaitAny", "Sampai yang pertama selesai; cabang lain dihentikan")],
            },
        ],
        [],
        ["Done"])
    {
        IsOffered = false,
    };

    public Refusal? Execute(ActivityContext c)
    {
        foreach (var branch in c.Node.Port("branches"))
        {
            c.Schedule(branch);
        }

        CompleteWhenIdle(c);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes)
    {
        if (Breaking.IsOn(c) || string.Equals(c.Input<string>("joinMode"), "WaitAny", StringComparison.OrdinalIgnoreCase))
        {
            c.Complete();
            return;
        }

        CompleteWhenIdle(c);
    }

    public void ChildCancelled(ActivityContext c, Execution child) => CompleteWhenIdle(c);

    // The loop further out is meant: this one only ends with the branch that broke.
    public bool Receive(ActivityContext c, Signal signal) => Breaking.Hear(c, signal, isLoop: false);

    private static void CompleteWhenIdle(ActivityContext c)
    {
        if (!c.HasOpenWork)
        {
            c.Complete();
        }
    }
}
