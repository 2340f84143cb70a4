using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Texts;
using Alokon.Sop.Documents.Editing;
using Alokon.Sop.People;
using Alokon.Templating;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Papers;

public sealed partial class TemplatePage
{
    private static readonly FieldNames Fields = FieldNames.Called(("note", "Catatan"), ("case", "Nomor berkas"), ("to", "Versi"));

    private TemplateDesk? _desk;
    private TemplateDraft? _draft;
    private TemplateText _text = new("", "");
    private IReadOnlyList<TemplateError> _findings = [];
    private string _code = "";
    private string? _done;
    private int _version;
    private int _revision;

    [Parameter]
    public required string Name { get; set; }

    [Inject]
    public required TemplatePress Press { get; set; }

    private string Address => $"/template-surat/{Name}";

    private bool MayWrite => Here.May(Permissions.WriteTemplates);

    protected override async Task LoadAsync()
    {
        _desk = await AskAsync(new GetTemplate(Name));
        if (_desk is not { } desk)
        {
            return;
        }

        _code = Name.Split('@')[0];
        _draft = desk.Draft;
        // What was typed stays, whatever becomes of it; so does what it was typed over.
        (_text, _version, _revision) = IsSent("sunting")
            ? (new TemplateText(Sent("body"), Sent("style")).Tidy(), Number("version"), Number("revision"))
            : (desk.Draft?.Text ?? desk.Text, desk.Current.Version, desk.Draft?.Revision ?? 0);
        _done = Http.Request.Query["selesai"].ToString() switch
        {
            "draf" => "Draf tersimpan.",
            "buang" => "Draf dibuang.",
            "terbit" => $"Versi {desk.Current.Version} berlaku untuk surat berikutnya.",
            _ => null,
        };
    }

    private async Task HandleAsync()
    {
        var outcome = Sent("tindakan") switch
        {
            "draf" => Step(await Desk.SendAsync(new SaveTemplateDraft(Name, _text, _revision), Ct)),
            "buang" => Step(await Desk.SendAsync(new DropTemplateDraft(Name, _revision), Ct)),
            "terbit" => Step(await Press.PublishAsync(new PublishTemplate(Name, _text, Sent("note"), _version, _revision), Ct)),
            _ => Step(await Press.TryAsync(Name, _text, Ct)),
        };
        if (outcome is not null)
        {
            Refuse(outcome);
            _findings = [.. ((outcome as TemplateRefusal.Faulty)?.Findings ?? []).Select(finding => finding with { Message = TemplateTexts.Of(finding.Message) })];
        }
        else if (Sent("tindakan") is "draf" or "buang" or "terbit")
        {
            SeeOther($"{Address}?selesai={Sent("tindakan")}");
        }
        else
        {
            _done = "Tidak ada yang perlu diperbaiki: semua contoh tercetak.";
        }
    }

    private async Task RestoreAsync()
    {
        if (await AskAsync(new RestoreTemplate(Name, Number("to"), Sent("note"), Number("version"))) is not null)
        {
            SeeOther($"{Address}?selesai=terbit");
        }
    }

    private static Refusal? Step<T>(Outcome<T> outcome) => outcome.Refusal;

    private string Typed(string field) => IsSent("sunting") ? Sent(field) : "";

    private int Number(string field) => int.TryParse(Sent(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
