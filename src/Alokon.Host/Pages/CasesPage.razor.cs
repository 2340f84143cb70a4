using Alokon.Sop.Cases;
using Alokon.Sop.Requests;
using Microsoft.AspNetCore.Http.Extensions;

namespace Alokon.Host.Pages;

public sealed partial class CasesPage
{
    private static readonly IReadOnlyList<string> Statuses = ListCases.Statuses;

    private string? _text;
    private string? _status;
    private string? _facility;
    private string? _next;
    private IReadOnlyList<FacilityFacts> _facilities = [];
    private IReadOnlyList<CaseSummary> _cases = [];

    private bool IsFiltered => (_text ?? _status ?? _facility) is not null;

    private string NextUrl => "/berkas" + new QueryBuilder(
        new Dictionary<string, string?> { ["q"] = _text, ["status"] = _status, ["faskes"] = _facility, ["sesudah"] = _next }
            .Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value!))); // nulls are gone

    protected override async Task LoadAsync()
    {
        _text = Asked("q");
        _status = Asked("status");
        _facility = Asked("faskes");
        _facilities = [.. ((await AskAsync(new GetCatalogue()))?.Facilities ?? []).Where(f => Sop.People.Directory.MaySeeCase(Desk.Officer, f.Code, f.Kecamatan))];
        if (await AskAsync(new ListCases(_status, null, _text, _facility, null, Asked("sesudah"))) is { } page)
        {
            _cases = page.Items;
            _next = page.Next;
        }
    }

    private string? Asked(string name) => Http.Request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
