using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Several ways on: the first case that holds (MatchFirst), or all that hold (MatchAny); Default when none does.</summary>
internal sealed class FlowSwitch : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowSwitch",
        "Pilihan",
        "Percabangan",
        "Memilih jalan menurut beberapa syarat.",
        [
            new("cases", "Object", "Pilihan", "Label jalan dan syaratnya.", "flow-switch-editor", null, ""),
            new("mode", "String", "Cara memilih", "MatchFirst: yang pertama benar; MatchAny: semua yang benar.", "dropdown", "MatchFirst", ""),
        ],
        [],
        ["Default"]);

    public Refusal? Execute(ActivityContext c)
    {
        var cases = SwitchCases.Of(c.Node).ToList();
        var labels = SwitchCases.Matching(c).Select(index => SwitchCases.Label(cases[index])).ToArray();
        c.Complete(labels.Length == 0 ? ["Default"] : labels);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
