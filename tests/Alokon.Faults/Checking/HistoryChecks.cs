using System.Text.Json;
using Alokon.Faults.Officers;

namespace Alokon.Faults.Checking;

/// <summary>
/// The history of each case is a legal one: the steps in the order of its events are a walk through the SOP, and that order agrees
/// with real time (what was answered before something else was sent also stands before it).
/// </summary>
internal static class HistoryChecks
{
    public static IEnumerable<string> Check(Tables tables, IReadOnlyCollection<Deed> history)
    {
        var deeds = history.Where(d => d is { Kind: "complete", Accepted: true }).GroupBy(d => d.Task).ToDictionary(g => g.Key, g => (Sent: g.Min(d => d.Invoked), Answered: g.Min(d => d.Answered)));
        var steps = tables.Events.Where(e => e.Kind == "task.completed").OrderBy(e => e.Seq).ToLookup(e => (e.Office, e.Case), Read);
        foreach (var instance in tables.Instances)
        {
            var walk = steps[(instance.Office, instance.Id)].ToList();
            if (Illegal(walk) is { } fault)
            {
                yield return $"case {instance.Id}: {fault}";
            }

            // Each must not have been sent after something that stands behind it was answered.
            var earliest = long.MaxValue;
            foreach (var step in Enumerable.Reverse(walk).Where(s => deeds.ContainsKey(s.Task)))
            {
                var (sent, answered) = deeds[step.Task];
                if (sent > earliest)
                {
                    yield return $"case {instance.Id}: {step.Step} stands before what was answered before it was sent";
                }

                earliest = Math.Min(earliest, answered);
            }
        }
    }

    private static string? Illegal(List<(Guid Task, string Step, string Outcome)> walk)
    {
        var next = "terima";
        string? sender = null;
        foreach (var (_, step, outcome) in walk)
        {
            if (step != next)
            {
                return $"{step} where {(next.Length == 0 ? "the end" : next)} was due";
            }

            sender = outcome == "kembalikan" ? step : sender;
            if (Sop.Next(step, outcome, sender) is not { } following)
            {
                return $"{step} was answered {outcome}, which the SOP does not know";
            }

            next = following;
        }

        return null;
    }

    private static (Guid Task, string Step, string Outcome) Read(EventLine line)
    {
        using var json = JsonDocument.Parse(line.Line);
        var root = json.RootElement;
        return (root.GetProperty("data").GetProperty("task").GetGuid(), root.GetProperty("step").GetString()!, root.GetProperty("data").GetProperty("outcome").GetString()!);
    }
}
