using System.Text.Json.Nodes;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>The time for the whole: one for every request, one for each kind, or two that contradict each other.</summary>
internal static class ServiceRules
{
    public static void Ask(Intake intake)
    {
        var byKind = intake.Head.List("time").Where(item => KindOf(item.Text) is not null && Read(item.Text) is not null).ToList();
        var said = intake.Head.Texts("time").Where(text => Read(text) is not null).ToList();
        if (byKind.Count > 0)
        {
            intake.Service = Service([.. byKind.Select(item => (KindOf(item.Text)!, Read(item.Text)!))]); // both filtered before
            intake.Ask("service-by-kind", null, string.Join("; ", byKind.Select(item => item.Text)));
        }
        else if (said.Count > 1)
        {
            intake.Service = Service([("rutin", Read(said[0])!)]); // filtered before
            intake.Ask("service-two-times", null, SopText.Short(said[0]), SopText.Short(said[1]));
        }
        else if (said.Count == 1)
        {
            intake.Service = Service([("rutin", Read(said[0])!), ("darurat", Read(said[0])!)]); // filtered before
            intake.Ask("service-time", null, said[0]);
            AskExhausted(intake, said[0]);
        }
    }

    /// <summary>One step alone may take as long as the whole is promised for.</summary>
    private static void AskExhausted(Intake intake, string said)
    {
        var whole = Read(said)!.Standard; // read before
        for (var i = 0; i < intake.Rows.Count; i++)
        {
            var step = WaktuReading.Read(intake.Rows[i].Waktu).Standard;
            if (step.Kind == whole.Kind && step.Amount >= whole.Amount && whole.Amount > 0)
            {
                intake.Ask("service-used-up-by-step", i, intake.Name(i), intake.Rows[i].Waktu, said);
            }
        }
    }

    private static WaktuReading? Read(string text) => WaktuReading.Read(text) is { Kind: WaktuKind.Fixed or WaktuKind.AtMost or WaktuKind.Range } reading ? reading : null;

    private static string? KindOf(string text) =>
        text.Contains("non rutin", StringComparison.OrdinalIgnoreCase) || text.Contains("darurat", StringComparison.OrdinalIgnoreCase) ? "darurat"
        : text.Contains("rutin", StringComparison.OrdinalIgnoreCase) ? "rutin" : null;

    private static JsonObject Service(IReadOnlyList<(string Kind, WaktuReading Time)> times)
    {
        var service = new JsonObject();
        foreach (var (kind, time) in times)
        {
            // An emergency within one day is one day by the clock, not the end of the next one.
            var standard = kind == "darurat" && time.Standard.Kind == StandardKind.WorkingDays ? time.Standard with { Kind = StandardKind.ElapsedWorkingDays } : time.Standard;
            service[kind] = standard.ToJson();
        }

        return service;
    }
}
