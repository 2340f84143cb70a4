using System.Text.Json;
using Alokon.Faults.Ground;

namespace Alokon.Faults.Checking;

/// <summary>Instance, journal, bookmarks and tasks of each case say the same.</summary>
internal static class CaseChecks
{
    private static readonly TimeSpan SweepTime = TimeSpan.FromSeconds(20);

    public static IEnumerable<string> Check(Tables tables)
    {
        var journal = tables.Journal.ToLookup(j => (j.Office, j.Instance), j => j.Seq);
        var tasks = tables.Tasks.ToLookup(t => (t.Office, t.Case));
        var timers = tables.Timers.ToLookup(t => (t.Office, t.Instance), t => t.Bookmark);
        var requests = tables.Requests.ToDictionary(r => (r.Office, r.Id));
        foreach (var instance in tables.Instances)
        {
            var key = (instance.Office, instance.Id);
            foreach (var fault in Faults(instance, [.. journal[key]], [.. timers[key]], [.. tasks[key]]))
            {
                yield return $"case {instance.Id} of {instance.Office}: {fault}";
            }

            if (!requests.TryGetValue(key, out var request) || (request.Status == "running") != (instance.Status == "Running"))
            {
                yield return $"case {instance.Id}: the instance is {instance.Status}, its request {request?.Status ?? "missing"}";
            }
        }

        foreach (var timer in tables.Timers.Where(t => t.Failed || t.DueAt < tables.Now - SweepTime))
        {
            yield return $"timer of case {timer.Instance} was due at {timer.DueAt:O}, failed: {timer.Failed}";
        }

        foreach (var row in tables.Waiting)
        {
            yield return $"{row.Table} {row.Id} of {row.Office} waits for a worker that has nothing else to do, failed: {row.Failed}";
        }

        var known = tables.Instances.Select(i => (i.Office, i.Id)).ToHashSet();
        var orphans = tables.Timers.Select(t => ("timer", t.Office, t.Instance))
            .Concat(tables.Tasks.Select(t => ("task", t.Office, t.Case)))
            .Concat(tables.Journal.Select(j => ("journal", j.Office, j.Instance)))
            .Concat(tables.Clocks.Select(c => ("clock", c.Office, c.Case)))
            .Concat(tables.Requests.Select(r => ("request", r.Office, r.Id)));
        foreach (var (what, office, id) in orphans.Where(o => !known.Contains((o.Item2, o.Item3))).Distinct())
        {
            yield return $"orphan {what} of case {id} of {office}";
        }
    }

    private static IEnumerable<string> Faults(Instance instance, int[] journal, int[] timers, TaskLine[] tasks)
    {
        if (!journal.Order().SequenceEqual(Enumerable.Range(1, instance.Version)))
        {
            yield return $"version {instance.Version}, but its journal has {string.Join(',', journal.Order())}";
        }

        // One burst starts it, one follows each answered task, and one each timer that has fired.
        var done = tasks.Count(t => t.Status == "done");
        var fired = tasks.Count(t => t is { Office: Installation.WithDelay, Step: "terima", Outcome: "lengkap" }) - timers.Length;
        if (instance.Version != 1 + done + fired)
        {
            yield return $"version {instance.Version}, but {done} tasks were done and {fired} timers fired";
        }

        var open = tasks.Where(t => t.Status is "ready" or "claimed").Select(t => t.Bookmark).Concat(timers).Order().ToList();
        var bookmarks = BookmarksOf(instance.State);
        if (!open.SequenceEqual(bookmarks))
        {
            yield return $"waits at {string.Join(',', bookmarks)}, but open tasks and timers stand at {string.Join(',', open)}";
        }

        if ((instance.Status == "Running") != (open.Count > 0))
        {
            yield return instance.Status == "Running" ? "waits for ever: nobody has a task, and no timer runs" : "is over, and somebody has a task";
        }

        if (tasks.Select(t => t.Bookmark).Distinct().Count() != tasks.Length)
        {
            yield return "two tasks at one bookmark";
        }
    }

    private static IEnumerable<int> BookmarksOf(byte[] state)
    {
        using var json = JsonDocument.Parse(state);
        return [.. json.RootElement.GetProperty("bookmarks").EnumerateArray().Select(b => b.GetProperty("id").GetInt32()).Order()];
    }
}
