using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Waits until an instant; one that has passed is not waited for.</summary>
public sealed class StartAt : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.StartAt",
        "Mulai pada",
        "Kendali alur: waktu",
        "Menunggu sampai tanggal dan jam tertentu. Sebagai pemicu: memulai alur sekali pada saat itu.",
        [new("dateTime", "DateTimeOffset", "Tanggal dan jam", "Misalnya 2026-12-01T08:00:00+07:00", "singleline", null, "")],
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

        var value = c.InputJson("dateTime");
        var due = TimeInput.Instant(value)
            ?? throw new ExpressionFault($"Expected input 'dateTime' of '{c.Node.Id}' to be an instant such as 2026-12-01T08:00:00+07:00, but it is {value?.ToJsonString() ?? "empty"}");
        if (due <= c.Now)
        {
            c.Complete();
            return null;
        }

        c.Emit(new ArmTimer(c.CreateBookmark(c.Node.Type), due));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.Complete();
        return null;
    }
}
