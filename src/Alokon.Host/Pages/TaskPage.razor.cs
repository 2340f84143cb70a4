using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Texts;
using Alokon.Sop.Audit;
using Alokon.Sop.Cases;
using Alokon.Sop.Inbox;
using Alokon.Sop.Requests;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages;

public sealed partial class TaskPage
{
    private TaskView? _task;
    private TaskView? _saved;
    private CaseView? _case;
    private IReadOnlyList<AmrahLine> _lines = [];
    private IReadOnlyList<AttachmentView> _files = [];
    private IReadOnlyList<TimelineItem> _events = [];
    private IReadOnlyList<FieldError>? _errors;
    private FormSheet _sheet = FormSheet.Proposed([]);
    private string _chosen = string.Empty;
    private string _comment = string.Empty;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsOfMyPosition => _task is { } task && Sop.People.Directory.MayPerform(Desk.Officer, task.Role, task.Facility, task.Kecamatan) is not null;

    private bool CanClaim => _task?.Status == "ready" && IsOfMyPosition;

    private bool IsMine => _task?.Status == "claimed" && IsOfMyPosition && _task.AssigneeId == Desk.Officer.Person;

    private int? Zone => int.TryParse(_case?.Data["facility"]?["zone"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var zone) ? zone : null;

    private string Bystander => _task?.Status switch
    {
        "done" => $"Tugas ini sudah diputuskan oleh {_task.Assignee}: {Words.Of("outcome", _task.Outcome)}.",
        "cancelled" => "Tugas ini tidak berlaku lagi karena berkasnya sudah bergerak atau dihentikan.",
        "claimed" => $"Tugas ini sedang dikerjakan oleh {_task.Assignee}.",
        _ => $"Tugas ini dikerjakan oleh {Words.Of("role", _task?.Role)}. Anda dapat melihatnya, tidak memutuskannya.",
    };

    protected override async Task LoadAsync()
    {
        if (Guid.TryParse(Http.Request.Query["tersimpan"], out var saved) && await Desk.SendAsync(new GetTask(saved), Ct) is { Refusal: null } answered)
        {
            _saved = answered.Value;
        }

        _task = await AskAsync(new GetTask(Id));
        if (_task is null || await AskAsync(new GetCase(_task.CaseId)) is not { } file)
        {
            return;
        }

        _case = file;
        _lines = file.Data["lines"].Deserialize<IReadOnlyList<AmrahLine>>(CaseFileJson.Options) ?? [];
        _files = (await AskAsync(new ListAttachments(file.Id)))?.Items ?? [];
        _events = await AskAsync(new GetTimeline(file.Id)) ?? [];
        ReadForm(_task.Form);
    }

    private void ReadForm(JsonObject schema)
    {
        if (!IsSent("putuskan"))
        {
            _sheet = FormSheet.Proposed(schema);
            return;
        }

        _chosen = Sent("outcome");
        _comment = Sent("comment");
        var growing = Sent("tambah");
        _sheet = FormSheet.Typed(schema, Http.Request.Form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString())), growing.Length > 0 ? growing : null);
    }

    private async Task ClaimAsync()
    {
        var outcome = await Desk.SendAsync(new ClaimTask(Id, Version()), Ct);
        if (!Refused(outcome))
        {
            SeeOther($"/tugas/{Id}");
        }
    }

    private async Task ReleaseAsync()
    {
        var outcome = await Desk.SendAsync(new ReleaseTask(Id, Version()), Ct);
        if (!Refused(outcome))
        {
            SeeOther("/");
        }
    }

    private async Task DecideAsync()
    {
        if (Sent("tambah").Length > 0)
        {
            return;
        }

        if (_chosen.Length == 0)
        {
            Show(new InvalidInput("outcome", "decision-missing"), null);
            return;
        }

        var reading = FormReading.Of(_sheet, _chosen);
        if (reading.Errors.Count > 0)
        {
            Show(new InvalidInput(reading.Errors), reading.Errors);
            return;
        }

        var comment = _comment.Trim();
        var outcome = await Desk.SendOnceAsync(new CompleteTask(Id, _chosen, reading.Data, comment.Length > 0 ? comment : null, Version()), Http.Request, Ct);
        if (outcome.IsRefused(out var refusal))
        {
            Show(refusal, [.. refusal.Fields.Select(reading.OnSheet)]);
            return;
        }

        SeeOther(await NextAsync(outcome.Value));
    }

    /// <summary>The next thing for me to do: in this case if there is one, else what has the least time left.</summary>
    private async Task<string> NextAsync(TaskCompleted completed)
    {
        var list = await Desk.SendAsync(new ListTasks("mine", "open", "due", PageCursor.MaxLimit, null), Ct);
        var mine = list.Refusal is null ? list.Value.Items : [];
        var next = mine.FirstOrDefault(t => completed.Next.Any(n => n.Id == t.Id)) ?? mine.FirstOrDefault();
        return next is null ? $"/?tersimpan={Id}" : $"/tugas/{next.Id}?tersimpan={Id}";
    }

    private bool Refused(Outcome<TaskView> outcome)
    {
        if (outcome.IsRefused(out var refusal))
        {
            Show(refusal, null);
        }

        return outcome.Refusal is not null;
    }

    /// <summary>What was typed stays; what has changed meanwhile is shown as it is now, and the next press is about that.</summary>
    private void Show(Refusal refusal, IReadOnlyList<FieldError>? errors)
    {
        Refuse(refusal);
        _errors = errors ?? refusal.Fields;
        _sheet = _sheet.With(_errors);
        _task = refusal.Current as TaskView ?? _task;
    }

    private int? Version() => int.TryParse(Sent("versi"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
