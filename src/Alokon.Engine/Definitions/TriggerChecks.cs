using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>What waits for time or for the world can be understood before a case meets it.</summary>
internal static class TriggerChecks
{
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
    {
        ["Elsa.Cron"] = "cronExpression",
        ["Elsa.Timer"] = "interval",
        ["Elsa.StartAt"] = "dateTime",
        ["Elsa.Delay"] = "timeSpan",
        [Event.Type] = "eventName",
        [HttpEndpoint.Type] = "path",
    };

    public static IEnumerable<Finding> Check(ActivityNode node, ActivityDescriptor activity)
    {
        if (!Needed.TryGetValue(node.Type, out var input))
        {
            yield break;
        }

        if (NodeReading.IsDynamic(node, input))
        {
            if (Trigger.CanStart(node))
            {
                yield return new(Severity.Error, "trigger-not-fixed", node.Id, $"Pemicu {node.DisplayText} mengambil isian {activity.TitleOf(input)} dari isian berkas, padahal berkasnya belum ada. Tulis nilainya langsung.");
            }

            yield break;
        }

        var value = NodeReading.StaticValue(node, input);
        if (value?.ToString() is not { Length: > 0 } text)
        {
            yield return new(Severity.Error, "wait-without-input", node.Id, $"Isian {activity.TitleOf(input)} pada {node.DisplayText} masih kosong. Isi dahulu.");
        }
        else if (input == "cronExpression" && CronSchedule.Find(text) is null)
        {
            yield return new(Severity.Error, "bad-cron", node.Id, $"Jadwal \"{text}\" pada {node.DisplayText} bukan ungkapan cron. Tulis enam bagian, detik lebih dahulu, misalnya 0 0 8 * * 1.");
        }
        else if (input is "interval" or "timeSpan" && TimeInput.Span(value) is not { } span)
        {
            yield return new(Severity.Error, "bad-span", node.Id, $"Lama \"{text}\" pada {node.DisplayText} tidak dapat dibaca. Tulis misalnya 00:30:00 atau 2.00:00:00.");
        }
        else if (input == "interval" && Trigger.CanStart(node) && TimeInput.Span(value) < TimeSpan.FromSeconds(1))
        {
            yield return new(Severity.Error, "interval-too-short", node.Id, $"Selang \"{text}\" pada pemicu {node.DisplayText} terlalu pendek. Pakai satu detik atau lebih.");
        }
        else if (input == "dateTime" && TimeInput.Instant(value) is null)
        {
            yield return new(Severity.Error, "bad-instant", node.Id, $"Tanggal \"{text}\" pada {node.DisplayText} tidak dapat dibaca. Tulis misalnya 2026-12-01T08:00:00+07:00.");
        }
    }

    /// <summary>Two endpoints of one definition must not answer the same call.</summary>
    public static IEnumerable<Finding> CheckTogether(WorkflowDefinition definition) =>
        Trigger.Of(definition).Where(t => t.Kind == HttpEndpoint.Type).GroupBy(t => t.Subject).SelectMany(same => same.Skip(1)).Select(twice =>
            new Finding(Severity.Error, "endpoint-twice", twice.ActivityId, $"Alamat {twice.Subject} dipakai dua pemicu. Satu alamat dan metode hanya untuk satu pemicu."));
}
