using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Texts;
using Alokon.Sop.Cases;
using Alokon.Sop.Sla;

namespace Alokon.Host.Pages;

public sealed partial class SlaPage
{
    private DateOnly _from;
    private DateOnly _to;
    private bool _more;
    private SlaFigures? _figures;
    private IReadOnlyList<Breach> _breaches = [];
    private Dictionary<Guid, string> _numbers = [];

    // The words stand in the SOP's order; a step of an office's own comes after them, the service as a whole last.
    private static readonly IReadOnlyDictionary<string, int> Order = Words.Keys.Select((key, i) => (key, i)).ToDictionary(k => k.key, k => k.i);

    private IEnumerable<StepFigures> Rows =>
    [
        .. (_figures?.Items ?? []).OrderBy(f => Order.GetValueOrDefault($"stepkey.{f.Step}", int.MaxValue)),
        .. new[] { _figures?.Service }.OfType<StepFigures>(),
    ];

    protected override async Task LoadAsync()
    {
        var today = Time.DayOf(Here.Now);
        _from = Day("dari") ?? new DateOnly(today.Year, today.Month, 1);
        _to = Day("sampai") ?? today;
        var (from, to) = (Time.StartOf(_from), Time.StartOf(_to.AddDays(1)));
        _figures = await AskAsync(new SlaSummary(from, to));
        if (_figures is not null && await AskAsync(new SlaBreaches(from, to, null, null, null, PageCursor.DefaultLimit, null)) is { } page)
        {
            _breaches = page.Items;
            _more = page.Next is not null;
        }

        foreach (var id in _breaches.Select(b => b.CaseId).Distinct())
        {
            var file = await Desk.SendAsync(new GetCase(id), Ct);
            if (file.Refusal is null)
            {
                _numbers[id] = file.Value.Number;
            }
        }
    }

    private DateOnly? Day(string name) =>
        DateOnly.TryParseExact(Http.Request.Query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2100 ? day : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Label(StepFigures row) => row.Step is null ? "Layanan keseluruhan" : Words.Of("stepkey", row.Step);

    private static string Length(double? minutes) => minutes is { } value ? WorkTime.Of((int)Math.Round(value)) : "–";
}
