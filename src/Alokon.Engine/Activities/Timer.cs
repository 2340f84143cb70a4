using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Inside a workflow it waits for one interval, once; as a trigger it starts a case at every interval.</summary>
public sealed class Timer : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Timer",
        "Berkala",
        "Kendali alur: waktu",
        "Sebagai pemicu: memulai alur setiap selang waktu. Di tengah alur: menunggu satu selang.",
        [new("interval", "TimeSpan", "Selang", "Misalnya 01:00:00", "singleline", null, "")],
        [],
        ["Done"])
    {
        IsTrigger = true,
    };

    public Refusal? Execute(ActivityContext c)
    {
        if (c.IsTrigger)
        {
            c.Complete();
            return null;
        }

        var due = TimeInput.After(c.Now, TimeInput.SpanOf(c, "interval"));
        c.Emit(new ArmTimer(c.CreateBookmark(c.Node.Type), due));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.Complete();
        return null;
    }
}
