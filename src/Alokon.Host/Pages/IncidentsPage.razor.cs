using System.Globalization;
using Alokon.Engine;
using Alokon.Sop.Automation;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.People;

namespace Alokon.Host.Pages;

public sealed partial class IncidentsPage
{
    private IReadOnlyList<IncidentView> _incidents = [];
    private IReadOnlyList<FailureView> _failures = [];
    private PrintRoom _printing = new([], 0, null, []);
    private string? _next;
    private bool _triedAgain;
    private string? _retried;

    private bool MayRetry => Here.May(Permissions.RetryIncidents);

    protected override async Task LoadAsync()
    {
        _retried = Http.Request.Query["diulang"].ToString() is { Length: > 0 and < 100 } number ? number : null;
        if (await AskAsync(new ListIncidents(null, Http.Request.Query["sesudah"])) is { } page)
        {
            _incidents = page.Items;
            _next = page.Next;
        }

        _triedAgain = Http.Request.Query.ContainsKey("dicoba");
        _failures = await AskAsync(new ListFailures()) is { } failed ? failed.Items : [];
        _printing = await AskAsync(new ReadPrintRoom()) ?? _printing;
    }

    private async Task PrintAgainAsync()
    {
        if (!Guid.TryParse(Sent("naskah"), out var id))
        {
            Refuse(new InvalidInput("naskah", "field-required"));
            return;
        }

        if (await AskAsync(new RetryDocument(id)) is not null)
        {
            SeeOther("/kendala?dicoba");
        }
    }

    private async Task RetryWorkAsync()
    {
        if (!Guid.TryParse(Sent("pekerjaan"), out var id))
        {
            Refuse(new InvalidInput("pekerjaan", "field-required"));
            return;
        }

        var retried = await Desk.SendAsync(new RetryFailure(id), Ct);
        if (retried.IsRefused(out var refusal))
        {
            Refuse(refusal);
        }
        else
        {
            SeeOther("/kendala?dicoba");
        }
    }

    private async Task RetryAsync()
    {
        var asked = Sent("kendala").Split('/');
        if (asked.Length != 2 || !Guid.TryParse(asked[0], out var id) || !int.TryParse(asked[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Refuse(new InvalidInput("kendala", "field-required"));
            return;
        }

        if (await AskAsync(new RetryIncident(id, number)) is { } retried)
        {
            // When it failed again, the list itself tells how often.
            var incident = _incidents.FirstOrDefault(i => i.Case == id);
            SeeOther(retried.Open.Count == 0 ? $"/kendala?diulang={Uri.EscapeDataString(incident?.CaseNumber ?? incident?.Workflow ?? "berkas")}" : "/kendala");
        }
    }
}
