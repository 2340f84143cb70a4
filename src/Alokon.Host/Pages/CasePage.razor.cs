using System.Globalization;
using System.Text.Json;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Sop.Audit;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.Inbox;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages;

public sealed partial class CasePage
{
    private static readonly FieldNames CaseFields = FieldNames.Called(("kind", "Nama berkas"), ("file", "Pindaian"), ("reason", "Alasan"), ("yakin", "Kepastian"));

    private CaseView? _case;
    private int? _zone;
    private IReadOnlyList<AmrahLine> _lines = [];
    private IReadOnlyList<DocumentView> _documents = [];
    private IReadOnlyList<AttachmentView> _files = [];
    private IReadOnlyList<TimelineItem> _events = [];

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    public WantedPapers Wanted { get; set; } = null!; // registered with the documents

    private bool CanStop => _case is { Status: "running" or "faulted" } && _case.Data["shipment"] is null;

    private bool MayWithdraw => CanStop && _case is { } file
        && (file.Data["requester"]?["person"]?.ToString() == Desk.Officer.Person.ToString()
            || Sop.People.Directory.MayPerform(Desk.Officer, Roles.Faskes, file.Facility, file.Data["facility"]?["kecamatan"]?.ToString() ?? string.Empty) is not null);

    private bool MayCancel => CanStop && Here.May(Permissions.CancelCases);

    private IReadOnlyList<string> Kinds => [.. (_case?.Data["attachments"]?.AsArray() ?? []).Select(a => a?.ToString() ?? string.Empty)];

    private bool IsForMe(TaskView task) => Sop.People.Directory.MayPerform(Desk.Officer, task.Role, task.Facility, task.Kecamatan) is not null;

    protected override async Task LoadAsync()
    {
        if (await AskAsync(new GetCase(Id)) is not { } file)
        {
            return;
        }

        _case = file;
        _zone = int.TryParse(file.Data["facility"]?["zone"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var zone) ? zone : null;
        _lines = file.Data["lines"].Deserialize<IReadOnlyList<AmrahLine>>(CaseFileJson.Options) ?? [];
        _documents = (await AskAsync(new ListDocuments(Id)))?.Items ?? [];
        if (_documents.Any(d => d.Status == "pending"))
        {
            Wanted.Want(Id); // somebody looks at it
        }

        _files = (await AskAsync(new ListAttachments(Id)))?.Items ?? [];
        _events = await AskAsync(new GetTimeline(Id)) ?? [];
    }

    private async Task AttachAsync()
    {
        if (Http.Request.Form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            Refuse(new InvalidInput("file", "field-required"));
            return;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Ct);
        Done(await Desk.SendAsync(new AddAttachment(Id, Sent("kind"), file.FileName, file.ContentType, bytes.ToArray(), Sent("restricted") == "ya"), Ct));
    }

    private async Task WithdrawAsync()
    {
        if (IsCertain())
        {
            Done(await Desk.SendAsync(new WithdrawCase(Id, Sent("reason").Trim()), Ct));
        }
    }

    private async Task CancelAsync()
    {
        if (IsCertain())
        {
            Done(await Desk.SendAsync(new CancelCase(Id, Sent("reason").Trim()), Ct));
        }
    }

    private async Task RetryAsync() =>
        Done(await Desk.SendAsync(new RetryIncident(Id, int.TryParse(Sent("kendala"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0), Ct));

    /// <summary>What can't be undone is never done by one press.</summary>
    private bool IsCertain()
    {
        if (Sent("yakin") != "ya")
        {
            Refuse(new InvalidInput("yakin", "confirmation-missing"));
        }

        return Sent("yakin") == "ya";
    }

    private void Done<T>(Outcome<T> outcome)
    {
        if (outcome.IsRefused(out var refusal))
        {
            Refuse(refusal);
        }
        else
        {
            SeeOther($"/berkas/{Id}");
        }
    }
}
