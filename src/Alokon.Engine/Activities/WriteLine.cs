using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Writes a line into the journal; <c>workflow run</c> prints it.</summary>
internal sealed class WriteLine : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.WriteLine",
        "Tulis baris",
        "Kendali alur: data",
        "Menulis satu baris ke jurnal alur.",
        [new("text", "String", "Teks", "Baris yang ditulis.", "singleline", null, "")],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.Write(c.Input<string>("text") ?? "");
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
