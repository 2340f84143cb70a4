using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Sop.Documents;
using Alokon.Sop.People;

namespace Alokon.Host.Pages.Papers;

public sealed partial class PaperSettingsPage
{
    private static readonly FieldNames Fields = FieldNames.Called(
        ("paper", "Kertas"), ("role", "Penanda tangan"), ("kind", "Cara"), ("onBehalf", "Atas nama jabatan"), ("through", "Pejabat perantara"), ("codes", "Kode naskah"),
        ("number", "Nomor keputusan atau surat"), ("dated", "Tanggal keputusan"), ("from", "Berlaku mulai"), ("until", "Sampai"), ("lastDay", "Hari terakhir"), ("edition", "Formulir dan edisi"));

    // Who only reads or administers signs nothing.
    private static readonly string[] Signers = [.. Roles.All.Where(role => !Roles.OnlyReads(role) && role != Roles.Admin)];

    private PaperSettings? _settings;
    private string? _written;

    private bool MayWrite => Here.May(Permissions.WriteTemplates);

    private IEnumerable<SigningMandate> Running => _settings?.Mandates.Where(m => m.Until is null) ?? [];

    /// <summary>Those that somebody gave days to.</summary>
    private IEnumerable<EditionView> Dated => _settings?.Editions.Where(e => e.From != DateOnly.MinValue || e.Until is not null) ?? [];

    protected override async Task LoadAsync()
    {
        _written = Http.Request.Query["tercatat"].ToString() is { Length: > 0 and < 200 } text ? text : null;
        _settings = await AskAsync(new ReadPaperSettings());
    }

    private static string Term(DateOnly from, DateOnly? until) =>
        from == DateOnly.MinValue ? $"sampai {LocalTime.Day(until!.Value)}" : until is { } last ? $"{LocalTime.Day(from)} s.d. {LocalTime.Day(last)}" : $"sejak {LocalTime.Day(from)}"; // without either end it is "always"

    private async Task ResizeAsync() => await ToldAsync(new SetPaperSize(Sent("paper")), $"kertas {Sent("paper")}.");

    private async Task GiveAsync()
    {
        if (Day("dated", true) is not { } dated || Day("from", true) is not { } from || !Optional("until", out var until))
        {
            return;
        }

        var codes = Sent("codes").ToUpperInvariant().Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var through = Sent("through").Trim() is { Length: > 0 } between ? between : null;
        await ToldAsync(
            new GiveSigningMandate(new SigningMandate(Guid.Empty, Sent("role"), Sent("kind"), codes, Sent("onBehalf").Trim(), through, Sent("number").Trim(), dated, from, until)),
            "mandat diberikan.");
    }

    private async Task EndAsync()
    {
        if (Day("lastDay", true) is { } last)
        {
            await ToldAsync(new EndSigningMandate(Guid.TryParse(Sent("mandate"), out var id) ? id : Guid.Empty, last), "mandat diakhiri.");
        }
    }

    private async Task SetEditionAsync()
    {
        if (Day("from", true) is not { } from || !Optional("until", out var until))
        {
            return;
        }

        var key = Sent("edition").Split('@');
        await ToldAsync(new SetEdition(key[0], key.Length > 1 ? key[1] : string.Empty, from, until), $"masa berlaku {Sent("edition")}.");
    }

    private async Task ToldAsync<T>(MediatR.IRequest<Outcome<T>> request, string what)
    {
        var outcome = await Desk.SendOnceAsync(request, Http.Request, Ct);
        if (outcome.IsRefused(out var refusal))
        {
            Refuse(refusal);
            return;
        }

        SeeOther($"/naskah-dinas?tercatat={Uri.EscapeDataString(what)}");
    }

    /// <returns>False when there is something that is no day.</returns>
    private bool Optional(string field, out DateOnly? day)
    {
        day = Day(field, false);
        return day is not null || Sent(field).Length == 0;
    }

    private DateOnly? Day(string field, bool required)
    {
        var text = Sent(field);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (required || text.Length > 0)
        {
            Refuse(new InvalidInput(field, text.Length == 0 ? "field-required" : "date-malformed", text));
        }

        return null;
    }

    // What was typed stays when the form was refused.
    private string Typed(string form, string field, string begin = "") => IsSent(form) ? Sent(field) : begin;
}
