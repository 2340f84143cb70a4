using System.Text.Json.Nodes;
using Alokon.Faults.Ground;

namespace Alokon.Faults.Officers;

/// <summary>One case and its officers, from request to archive; what a step's answer says comes next is believed.</summary>
/// <param name="chooses">How many answer at once and in which way; none = as the script says, three of them.</param>
internal sealed class CaseWork(Desk desk, CaseScript script, Func<(Crowd Crowd, int Size)>? chooses = null)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private JsonNode? _task;
    private bool _returned;
    private int _deeds;

    public Guid Id { get; private set; }

    public bool HasStarted => Id != Guid.Empty;

    public bool HasEnded { get; private set; }

    public async Task StartAsync()
    {
        var body = new JsonObject
        {
            ["workflow"] = Installation.WorkflowOf(script.Office),
            ["input"] = new JsonObject
            {
                ["kind"] = script.Kind,
                ["facility"] = script.Facility,
                ["period"] = "2026-10",
                ["lines"] = new JsonArray([.. script.Lines.Select(line => line.DeepClone())]),
                ["attachments"] = new JsonArray("K/0/KB", "R/II/KB 2026-09", "Surat permohonan"),
            },
        };
        var deed = await desk.DoAsync(NewDeed("start", script.Requester, Guid.Empty, "", ""), "/cases", body);
        if (!deed.Accepted)
        {
            throw new InvalidOperationException($"A case was not started: {deed.Status} {deed.Answer}");
        }

        Id = deed.Body["id"]!.GetValue<Guid>();
        await LookAsync();
    }

    /// <summary>The one open task is answered, by one officer or a crowd.</summary>
    public async Task StepAsync()
    {
        var task = _task!; // set as long as the case has not ended
        var step = task["step"]!["key"]!.GetValue<string>();
        var id = task["id"]!.GetValue<Guid>();
        var officer = script.OfficerOf(step);
        if (script.ClaimsFirst())
        {
            var claim = await desk.DoAsync(NewDeed("claim", officer, id, step, ""), $"/tasks/{id}/claim", []);
            Expect(claim, claim.Accepted);
            task = claim.Accepted ? claim.Body : task;
        }

        var file = Answers.NeedsCase(step) ? (await desk.GetAsync(script.Office, "auditor", $"/cases/{Id}"))["data"]! : new JsonObject();
        var outcome = Answers.OutcomeOf(script, step, _returned);
        var (crowd, size) = chooses?.Invoke() ?? (script.NextCrowd(), 3);
        var winner = crowd switch
        {
            Crowd.Twins => await TwinsAsync(Make(task, officer, id, step, outcome, file), size),
            Crowd.Rivals => await RivalsAsync([.. Rivals(step, outcome, size).Select(o => Make(task, officer, id, step, o, file))]),
            _ => await AloneAsync(Make(task, officer, id, step, outcome, file)),
        };
        if (winner is null)
        {
            await LookAsync();
            return;
        }

        _returned |= winner.Outcome == "kembalikan";
        _task = winner.Body["next"]!.AsArray().SingleOrDefault();
        HasEnded = _task is null;
        if (Delays(winner))
        {
            await LookAsync();
        }
    }

    private static bool Delays(Deed deed) => deed is { Office: Installation.WithDelay, Step: "terima", Outcome: "lengkap" };

    private async Task<Deed?> AloneAsync((Deed Deed, JsonObject Body) one)
    {
        var deed = await desk.DoAsync(one.Deed, Path(one.Deed), one.Body);
        Expect(deed, deed.Accepted);
        return deed.Accepted ? deed : null;
    }

    /// <summary>One key, many senders: all get the one answer that was recorded.</summary>
    private async Task<Deed?> TwinsAsync((Deed Deed, JsonObject Body) one, int size)
    {
        var deeds = await Task.WhenAll(Enumerable.Range(0, size).Select(_ => desk.DoAsync(one.Deed with { }, Path(one.Deed), one.Body.DeepClone().AsObject())));
        foreach (var deed in deeds)
        {
            Expect(deed, deed.Accepted && JsonNode.DeepEquals(deed.Body["next"], deeds[0].Body["next"]));
        }

        return deeds.FirstOrDefault(deed => deed.Accepted);
    }

    /// <summary>Many keys: one wins, the others are told who was faster and when.</summary>
    private async Task<Deed?> RivalsAsync((Deed Deed, JsonObject Body)[] rivals)
    {
        var deeds = await Task.WhenAll(rivals.Select(r => desk.DoAsync(r.Deed, Path(r.Deed), r.Body)));
        var winner = deeds.FirstOrDefault(deed => deed.Accepted);
        foreach (var loser in deeds.Where(deed => deed != winner))
        {
            Expect(loser, loser.Status is 409 or 412 && loser.Body["current"] is { } now && now["assignee"] is not null && (now["status"]!.GetValue<string>() != "done" || now["completedAt"] is not null));
        }

        if (winner is null)
        {
            desk.Lies.Enqueue($"nobody of {deeds.Length} completed task {deeds[0].Task}: {deeds[0].Answer}");
        }

        return winner;
    }

    private static async Task<bool> PauseAsync()
    {
        await Task.Delay(150);
        return true;
    }

    /// <summary>Asked of the case itself: at the beginning, where time must pass first, and where an answer was not to be believed.</summary>
    private async Task LookAsync()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        do
        {
            var view = await desk.GetAsync(script.Office, "auditor", $"/cases/{Id}");
            _task = view["tasks"]!.AsArray().FirstOrDefault(task => task!["status"]!.GetValue<string>() is "ready" or "claimed");
            HasEnded = view["status"]!.GetValue<string>() != "running";
        }
        while (_task is null && !HasEnded && watch.Elapsed < Longest && await PauseAsync());
        if (_task is null && !HasEnded)
        {
            desk.Lies.Enqueue($"case {Id} runs, and nobody can do anything");
            HasEnded = true;
        }
    }

    /// <summary>Where the step leaves a choice, the rivals do not agree.</summary>
    private static IEnumerable<string> Rivals(string step, string outcome, int size) =>
        Enumerable.Range(0, size).Select(i => i % 2 == 1 && step is ("terima" or "teliti" or "disposisi") ? "kembalikan" : outcome);

    private (Deed Deed, JsonObject Body) Make(JsonNode task, string officer, Guid id, string step, string outcome, JsonNode file)
    {
        var data = Answers.DataOf(script, step, outcome, file);
        var body = new JsonObject { ["outcome"] = outcome, ["data"] = data, ["comment"] = Answers.CommentOf(step, outcome), ["version"] = task["version"]!.DeepClone() };
        var deed = NewDeed("complete", officer, id, step, outcome) with { Shipped = Answers.Shipped(step, data) };
        return (deed, body);
    }

    private Deed NewDeed(string kind, string officer, Guid task, string step, string outcome) =>
        new(script.Office, officer, kind, Id, task, step, outcome, $"{script.Number}-{++_deeds}-{kind}");

    private static string Path(Deed deed) => $"/tasks/{deed.Task}/complete";

    private void Expect(Deed deed, bool truthful)
    {
        if (!truthful)
        {
            desk.Lies.Enqueue($"{deed.Officer} {deed.Kind} {deed.Step}/{deed.Outcome} of {deed.Case} (key {deed.Key}, {deed.Tries} tries): {deed.Status} {deed.Answer}");
        }
    }
}
