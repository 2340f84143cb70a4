using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>The activity of the first case that holds (MatchFirst), or of all that hold (MatchAny); the default one when none does. Goes on after all of them.</summary>
internal sealed class Switch : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Switch",
        "Pilihan berisi",
        "Kendali alur",
        "Menjalankan isi pilihan yang syaratnya benar, lalu melanjutkan.",
        [
            new("cases", "Object", "Pilihan", "Label, syarat, dan isi setiap pilihan.", "switch-editor", null, "") { IsWrapped = false },
            new("mode", "String", "Cara memilih", "Apa yang ditempuh bila beberapa syarat benar.", "dropdown", "MatchFirst", "") { Options = [new("MatchFirst", "Hanya yang pertama benar"), new("MatchAny", "Semua yang benar")] },
        ],
        [],
        ["Done"])
    {
        Embedded = [new("default", "Selain itu")],
    };

    public Refusal? Execute(ActivityContext c)
    {
        var matching = SwitchCases.Matching(c);
        var chosen = matching.Count == 0
            ? c.Node.Port("default")
            : matching.SelectMany(index => c.Node.Port($"cases[{index}]"));
        foreach (var activity in chosen)
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
