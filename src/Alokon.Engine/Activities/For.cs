using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Its body for each number from start to end.</summary>
internal sealed class For : IContainer
{
    private const string Current = "current";

    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.For",
        "Dari–sampai",
        "Kendali alur: perulangan",
        "Mengulang isinya untuk setiap bilangan dari awal sampai akhir; isi membacanya dari variabel CurrentValue.",
        [
            new("start", "Int64", "Awal", "Bilangan pertama.", "singleline", "0", ""),
            new("end", "Int64", "Akhir", "Bilangan terakhir.", "singleline", "0", ""),
            new("step", "Int64", "Langkah", "Selisih antara dua putaran; negatif untuk menghitung mundur.", "singleline", "1", ""),
            new("outerBoundInclusive", "Boolean", "Akhir termasuk", "Salah: bilangan terakhir sendiri tidak ikut.", "checkbox", "true", ""),
        ],
        [new("currentValue", "Int64", "Bilangan sekarang", "Bilangan putaran yang sedang berjalan.")],
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
        var step = c.Input<long?>("step") ?? 1;
        var value = c.Execution.State[Current] is { } last ? last.GetValue<long>() + step : c.Input<long?>("start") ?? 0;
        if (Breaking.IsOn(c) || c.Node.Port("body") is not [var body, ..] || !IsInside(c, value, step))
        {
            c.Complete();
            return;
        }

        c.Execution.State[Current] = value;
        c.SetOutput("currentValue", value);
        c.Schedule(body, tag: null, new JsonObject { ["CurrentValue"] = value });
    }

    private static bool IsInside(ActivityContext c, long value, long step)
    {
        if (step == 0)
        {
            throw new ExpressionFault($"Expected the step of '{c.Node.Id}' not to be 0, or it would never come to its end");
        }

        // What is left to go, in the direction of the step: on the bound itself nothing is.
        var left = ((c.Input<long?>("end") ?? 0) - value) * Math.Sign(step);
        return left > 0 || (left == 0 && c.Input<bool?>("outerBoundInclusive") != false);
    }
}
