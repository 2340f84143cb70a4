using System.Globalization;
using Alokon.Sop.Documents.Signing;
using Alokon.Sop.Inbox;

namespace Alokon.Host.Pages;

public sealed partial class InboxPage
{
    private const int PageSize = 100;

    private string _scope = "mine";
    private bool _urgentOnly;
    private int _hidden;
    private int _toSign;
    private string? _next;
    private TaskView? _saved;
    private IReadOnlyList<TaskGroup> _groups = [];

    private string Summary
    {
        get
        {
            var count = _groups.Sum(g => g.Tasks.Count);
            var late = _groups.Where(g => g.Mood == "late").Sum(g => g.Tasks.Count);
            var text = string.Create(CultureInfo.InvariantCulture, $"{count}{(_next is null ? "" : "+")} tugas");
            return late == 0 ? $"{text}." : string.Create(CultureInfo.InvariantCulture, $"{text}, {late} lewat tenggat.");
        }
    }

    protected override async Task LoadAsync()
    {
        _scope = Http.Request.Query["lihat"].ToString() is var scope && scope is "team" or "all" ? scope : "mine";
        _urgentOnly = Http.Request.Query["darurat"] == "ya";
        if (Guid.TryParse(Http.Request.Query["tersimpan"], out var saved) && (await Desk.SendAsync(new GetTask(saved), Ct)) is { Refusal: null } task)
        {
            _saved = task.Value;
        }

        _toSign = await AskAsync(new ListWaitingSignatures()) is { } waiting ? waiting.Items.Count : 0;
        if (await AskAsync(new ListTasks(_scope, "open", "due", PageSize, Http.Request.Query["sesudah"])) is { } page)
        {
            var shown = page.Items.Where(t => !_urgentOnly || t.Kind == "darurat").ToList();
            _hidden = page.Items.Count - shown.Count;
            _next = page.Next;
            _groups = TaskGroup.Of(shown, Here.Time, Here.Now);
        }
    }

    private static string Url(string scope, bool urgentOnly) => $"/?lihat={scope}{(urgentOnly ? "&darurat=ya" : "")}";

    private static string? Current(bool on) => on ? "true" : null;
}

/// <summary>Tasks whose deadline lies in the same stretch of time, least time left first.</summary>
internal sealed record TaskGroup(string Title, string Mood, string Icon, IReadOnlyList<TaskView> Tasks)
{
    public static IReadOnlyList<TaskGroup> Of(IReadOnlyList<TaskView> tasks, LocalTime time, DateTimeOffset now)
    {
        var today = time.DayOf(now);
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        TaskGroup[] groups =
        [
            new("Lewat tenggat", "late", "clock-exclamation", [.. tasks.Where(t => t.DueAt < now)]),
            new("Hari ini", "soon", "clock", [.. tasks.Where(t => t.DueAt >= now && time.DayOf(t.DueAt.Value) == today)]),
            new("Minggu ini", "fine", "clock", [.. tasks.Where(t => t.DueAt >= now && time.DayOf(t.DueAt.Value) is var day && day > today && day <= sunday)]),
            new("Nanti", "calm", "hourglass", [.. tasks.Where(t => t.DueAt is null || time.DayOf(t.DueAt.Value) > sunday)]),
        ];
        return [.. groups.Where(g => g.Tasks.Count > 0)];
    }
}
