using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Ends the flowchart or sequence it stands in, whatever else still runs there.</summary>
internal sealed class End : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.End", "Selesai", "Kendali alur", "Akhir bagan alur: semua yang masih berjalan di dalamnya dihentikan.", [], [], [])
    {
        IsTerminal = true,
    };

    public Refusal? Execute(ActivityContext c)
    {
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
