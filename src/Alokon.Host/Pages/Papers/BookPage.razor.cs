using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents.Books;
using Alokon.Sop.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;

namespace Alokon.Host.Pages.Papers;

public sealed partial class BookPage
{
    private static readonly FieldNames Fields = FieldNames.Called(
        ("reason", "Alasan"), ("last", "Nomor terakhir"), ("follows", "Sesudah nomor urut"), ("suffix", "Sisipan"), ("code", "Naskah"), ("case", "Nomor berkas"),
        ("title", "Perihal"), ("date", "Tanggal naskah"), ("year", "Tahun"));

    private NumberBookPage? _page;
    private string? _text;
    private string? _written;
    private string? _cancelled;

    [Parameter]
    public required string Book { get; set; }

    [Parameter]
    public int Year { get; set; }

    private string Address => $"/buku-nomor/{Uri.EscapeDataString(Book)}/{Year}";

    private bool MayWrite => Here.May(Permissions.WriteNumbers);

    private string CancelledId => IsSent("batalkan") ? Sent("nomor") : _cancelled ?? "";

    private string NextUrl => Address + new QueryBuilder(
        new Dictionary<string, string?> { ["q"] = _text, ["sesudah"] = _page?.Next }.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value!))); // nulls are gone

    /// <returns>None for what is no year of a book.</returns>
    public static int? YearOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2199 ? year : null;

    protected override async Task LoadAsync()
    {
        if (YearOf($"{Year}") is null)
        {
            Refuse(new InvalidInput("year", "year-malformed", $"{Year}"));
            return;
        }

        _text = Asked("q");
        _written = Asked("tercatat");
        _cancelled = Asked("batalkan");
        _page = await AskAsync(new ReadNumberBook(Book, Year, _text, null, Asked("sesudah")));
    }

    private async Task StartAsync()
    {
        if (await OnceAsync(new StartBook(Book, Year, Number("last"), Sent("reason"))) is { } started)
        {
            SeeOther($"{Address}?tercatat={Uri.EscapeDataString($"buku dilanjutkan sesudah nomor {started.Last}.")}");
        }
    }

    private async Task InsertAsync()
    {
        var date = Sent("date");
        DateOnly? dated = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (date.Length > 0 && dated is null)
        {
            Refuse(new InvalidInput("date", "date-malformed", date));
            return;
        }

        var order = new NumberOrder(Book, Year, Number("follows"), Sent("suffix").Trim(), Sent("code"), Sent("title"), null, dated, Sent("reason"));
        if (await OnceAsync(new InsertNumber(order, Sent("case"))) is { } line)
        {
            SeeOther($"{Address}?tercatat={Uri.EscapeDataString($"nomor sisipan {line.Number}.")}");
        }
    }

    private async Task CancelAsync()
    {
        if (!Guid.TryParse(Sent("nomor"), out var id))
        {
            Refuse(new BookRefusal.EntryNotFound(Guid.Empty));
            return;
        }

        if (await AskAsync(new CancelNumber(id, Sent("reason"))) is { } line)
        {
            SeeOther($"{Address}?tercatat={Uri.EscapeDataString($"{line.Number} dibatalkan.")}");
        }
    }

    private async Task<T?> OnceAsync<T>(MediatR.IRequest<Outcome<T>> request)
        where T : class
    {
        var outcome = await Desk.SendOnceAsync(request, Http.Request, Ct);
        if (!outcome.IsRefused(out var refusal))
        {
            return outcome.Value;
        }

        Refuse(refusal);
        return null;
    }

    // What was typed stays when the form was refused.
    private string Typed(string form, string field, string begin = "") => IsSent(form) ? Sent(field) : begin;

    private int Number(string field) => int.TryParse(Sent(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? Asked(string name) => Http.Request.Query[name].ToString().Trim() is { Length: > 0 and < 400 } text ? text : null;
}
