using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Leaves the nearest loop around it.</summary>
internal sealed class Break : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Break", "Keluar dari perulangan", "Kendali alur: perulangan", "Mengakhiri perulangan terdekat yang memuatnya.", [], [], [])
    {
        IsTerminal = true,
    };

    public Refusal? Execute(ActivityContext c)
    {
        c.Send(new Signal.Break());
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
