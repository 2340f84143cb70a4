using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Waits for a span of time, counted from now.</summary>
public sealed class Delay : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Delay",
        "Jeda",
        "Kendali alur: waktu",
        "Menunggu selama waktu tertentu, lalu melanjutkan.",
        [new("timeSpan", "TimeSpan", "Lama", "Misalnya 00:30:00 atau 2.00:00:00", "singleline", null, "")],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var due = TimeInput.After(c.Now, TimeInput.SpanOf(c, "timeSpan"));
        c.Emit(new ArmTimer(c.CreateBookmark(c.Node.Type), due));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.Complete();
        return null;
    }
}
