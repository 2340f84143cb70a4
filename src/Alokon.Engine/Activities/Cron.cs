using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Inside a workflow it waits for the next occurrence, once; as a trigger it starts a case at every occurrence.</summary>
public sealed class Cron : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Cron",
        "Terjadwal",
        "Kendali alur: waktu",
        "Sebagai pemicu: memulai alur menurut jadwal cron, dalam waktu setempat dinas. Di tengah alur: menunggu jadwal berikutnya.",
        [new("cronExpression", "String", "Jadwal (cron)", "Enam bagian, detik lebih dahulu: 0 0 8 1 1,4,7,10 * = tanggal 1 tiap tiga bulan pukul 08.00", "singleline", null, "")],
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

        var expression = c.Input<string>("cronExpression");
        if (CronSchedule.Find(expression) is null)
        {
            throw new ExpressionFault($"Expected input 'cronExpression' of '{c.Node.Id}' to be a cron expression with seconds, but it is '{expression}'");
        }

        c.Emit(new ArmCron(c.CreateBookmark(c.Node.Type), expression!)); // what is no expression was not found
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.Complete();
        return null;
    }
}
