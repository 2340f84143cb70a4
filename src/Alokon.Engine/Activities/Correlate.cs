using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Says what this instance belongs to: events are delivered by it.</summary>
internal sealed class Correlate : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Correlate",
        "Kaitkan",
        "Kendali alur: data",
        "Mengaitkan alur yang sedang berjalan dengan sebuah tanda, misalnya nomor usulan.",
        [new("correlationId", "String", "Tanda", "Peristiwa dengan tanda yang sama sampai ke alur ini.", "singleline", null, "")],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.CorrelationId = c.Input<string>("correlationId");
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
