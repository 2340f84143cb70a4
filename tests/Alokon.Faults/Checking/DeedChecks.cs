using System.Text.Json;
using Alokon.Faults.Officers;

namespace Alokon.Faults.Checking;

/// <summary>What the officers were told is what stands there: every accepted deed once, no refused one, nothing that nobody did, and the goods to the piece.</summary>
internal static class DeedChecks
{
    public static IEnumerable<string> Check(Tables tables, IReadOnlyCollection<Deed> history) =>
        [.. Completions(tables, history), .. Starts(tables, history), .. Keys(tables, history), .. GoodsOf(tables, history)];

    private static IEnumerable<string> Completions(Tables tables, IReadOnlyCollection<Deed> history)
    {
        var accepted = history.Where(d => d is { Kind: "complete", Accepted: true }).GroupBy(d => d.Key).Select(g => g.First()).ToLookup(d => d.Task);
        var unanswered = history.Where(d => d is { Kind: "complete", Status: 0 }).ToLookup(d => d.Task);
        var told = tables.Events.Where(e => e.Kind == "task.completed").Select(Told).ToLookup(t => t.Task);
        foreach (var task in tables.Tasks.Where(t => t.Status == "done"))
        {
            var deeds = accepted[task.Id].ToList();
            if (deeds.Count > 1 || (deeds.Count == 0 && !unanswered.Contains(task.Id)))
            {
                yield return $"task {task.Id} ({task.Step}) is done, and {deeds.Count} deeds were accepted for it";
            }
            else if (deeds is [var deed] && (deed.Outcome != task.Outcome || deed.Step != task.Step))
            {
                yield return $"task {task.Id} was answered {deed.Step}/{deed.Outcome} and stands as {task.Step}/{task.Outcome}";
            }

            if (told[task.Id].ToList() is not [var one] || one.Outcome != task.Outcome)
            {
                yield return $"task {task.Id} ({task.Step}) is done, and its history tells it {told[task.Id].Count()} times";
            }
        }

        var done = tables.Tasks.Where(t => t.Status == "done").Select(t => t.Id).ToHashSet();
        foreach (var lost in accepted.Where(group => !done.Contains(group.Key)))
        {
            yield return $"LOST: task {lost.Key} was answered as done ({lost.First().Step}), and is not";
        }

        foreach (var ghost in told.Where(group => !done.Contains(group.Key)))
        {
            yield return $"the history tells of task {ghost.Key}, which is not done";
        }
    }

    private static IEnumerable<string> Starts(Tables tables, IReadOnlyCollection<Deed> history)
    {
        var started = history.Where(d => d is { Kind: "start", Accepted: true }).Select(d => (d.Office, Case: d.Body["id"]!.GetValue<Guid>(), Number: d.Body["number"]!.GetValue<string>())).ToList();
        var unanswered = history.Count(d => d is { Kind: "start", Status: 0 });
        var requests = tables.Requests.ToDictionary(r => (r.Office, r.Id), r => r.Number);
        foreach (var (office, id, number) in started.Where(s => requests.GetValueOrDefault((s.Office, s.Case)) != s.Number))
        {
            yield return $"LOST: case {id} of {office} was started as {number}";
        }

        if (requests.Count < started.Count || requests.Count > started.Count + unanswered)
        {
            yield return $"{started.Count} cases were started, {requests.Count} are there";
        }
    }

    /// <summary>A key is remembered exactly when its deed was done.</summary>
    private static IEnumerable<string> Keys(Tables tables, IReadOnlyCollection<Deed> history)
    {
        var remembered = tables.Keys.Select(k => (k.Office, Name: k.Name[(k.Name.IndexOf(':', StringComparison.Ordinal) + 1)..])).ToHashSet();
        var keys = history.GroupBy(d => (d.Office, Name: d.Key)).ToList();
        foreach (var deed in keys.Where(g => g.Any(d => d.Accepted) && !remembered.Contains(g.Key)))
        {
            yield return $"the answer to key {deed.Key} was not remembered";
        }

        foreach (var deed in keys.Where(g => g.All(d => d.Status >= 400) && remembered.Contains(g.Key)))
        {
            yield return $"key {deed.Key} was refused ({deed.First().Status}) and is remembered as done";
        }

        if (tables.Keys.Count != remembered.Count || remembered.Count > keys.Count)
        {
            yield return $"{tables.Keys.Count} keys are remembered, {keys.Count} were used";
        }
    }

    private static IEnumerable<string> GoodsOf(Tables tables, IReadOnlyCollection<Deed> history)
    {
        var shipped = history.Where(d => d is { Step: "kirim", Kind: "complete", Accepted: true }).GroupBy(d => d.Key).Select(g => g.First())
            .SelectMany(d => d.Shipped.Select(s => (d.Office, d.Case, Commodity: s.Key, Pieces: s.Value))).ToDictionary(s => (s.Office, s.Case, s.Commodity), s => s.Pieces);
        var lots = tables.Lots.ToLookup(l => (l.Office, l.Case, l.Commodity));
        var asked = history.Any(d => d.Status == 0);
        foreach (var line in tables.Goods)
        {
            var key = (line.Office, line.Case, line.Commodity);
            var sent = lots[key].Sum(l => l.Sent);
            if (sent != (line.Shipped ?? 0) || sent > (line.Approved ?? 0) || (line.Approved ?? 0) > line.Requested || (!asked && sent != shipped.GetValueOrDefault(key)))
            {
                yield return $"{line.Commodity} of case {line.Case}: approved {line.Approved}, shipped {line.Shipped}, in lots {sent}, sent off {shipped.GetValueOrDefault(key)}";
            }
        }

        foreach (var lot in tables.Lots.Where(l => l.Good is not null && l.Sent != l.Good + l.Damaged + l.Missing))
        {
            yield return $"{lot.Commodity} of case {lot.Case}: {lot.Sent} sent, counted {lot.Good}+{lot.Damaged}+{lot.Missing}";
        }
    }

    private static (Guid Task, string Outcome) Told(EventLine line)
    {
        using var json = JsonDocument.Parse(line.Line);
        var told = json.RootElement.GetProperty("data");
        return (told.GetProperty("task").GetGuid(), told.GetProperty("outcome").GetString()!);
    }
}
