using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Several ways on: the first case that holds (MatchFirst), or all that hold (MatchAny); Default when none does.</summary>
internal sealed class FlowSwitch : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowSwitch",
        "Pilihan",
        "Kendali alur",
        "Memilih jalan menurut beberapa syarat.",
        [
            new("cases", "Object", "Pilihan", "Label jalan dan syaratnya.", "flow-switch-editor", null, "") { IsWrapped = false },
            new("mode", "String", "Cara memilih", "Apa yang ditempuh bila beberapa syarat benar.", "dropdown", "MatchFirst", "") { Options = [new("MatchFirst", "Hanya yang pertama benar"), new("MatchAny", "Semua yang benar")] },
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
