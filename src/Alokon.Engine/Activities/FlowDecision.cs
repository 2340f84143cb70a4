using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Two ways on, by one condition.</summary>
internal sealed class FlowDecision : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.FlowDecision",
        "Keputusan",
        "Kendali alur",
        "Memilih jalan Ya atau Tidak menurut satu syarat.",
        [new("condition", "Boolean", "Syarat", "Benar: jalan Ya; salah atau kosong: jalan Tidak. Tulis ungkapan JavaScript, misalnya getJumlah() > 100.", "singleline", null, "")],
        [],
        ["True", "False"])
    {
        OutcomeNames = new Dictionary<string, string> { ["True"] = "Ya", ["False"] = "Tidak" },
    };

    public Refusal? Execute(ActivityContext c)
    {
        c.Complete(c.Input<bool?>("condition") == true ? "True" : "False");
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
