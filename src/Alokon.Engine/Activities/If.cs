using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>One of two activities, by one condition; goes on after it.</summary>
internal sealed class If : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.If",
        "Bila",
        "Kendali alur",
        "Menjalankan salah satu dari dua isi menurut satu syarat, lalu melanjutkan.",
        [new("condition", "Boolean", "Syarat", "Benar: isi pertama; salah atau kosong: isi kedua.", "singleline", null, "")],
        [new("result", "Boolean", "Hasil", "Benar atau salahnya syarat.")],
        ["Done"])
    {
        Embedded = [new("then", "Bila benar"), new("else", "Bila salah")],
    };

    public Refusal? Execute(ActivityContext c)
    {
        var holds = c.Input<bool?>("condition") == true;
        c.SetOutput("result", holds);
        if (c.Node.Port(holds ? "then" : "else") is [var branch, ..])
        {
            c.Schedule(branch);
        }
        else
        {
            c.Complete();
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) => c.Complete();

    public void ChildCancelled(ActivityContext c, Execution child) => c.Complete();
}
