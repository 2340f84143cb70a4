using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Its body as long as the condition holds; asked before each turn.</summary>
internal sealed class While : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.While",
        "Selama",
        "Kendali alur: perulangan",
        "Mengulang isinya selama syaratnya benar; syarat diperiksa sebelum setiap putaran.",
        [new("condition", "Boolean", "Syarat", "Benar: satu putaran lagi; salah atau kosong: lanjut.", "singleline", null, "")],
        [],
        ["Done"])
    {
        Embedded = [new("body", "Isi")],
    };

    public Refusal? Execute(ActivityContext c)
    {
        Turn(c);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) => Turn(c);

    public void ChildCancelled(ActivityContext c, Execution child) => Turn(c);

    public bool Receive(ActivityContext c, Signal signal) => Breaking.Hear(c, signal, isLoop: true);

    private static void Turn(ActivityContext c)
    {
        if (!Breaking.IsOn(c) && c.Node.Port("body") is [var body, ..] && c.Input<bool?>("condition") == true)
        {
            c.Schedule(body);
        }
        else
        {
            c.Complete();
        }
    }
}
