using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Books;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>The books of numbers: read by those who watch, written into by hand by admins only.</summary>
internal static class NumberBookEndpoints
{
    private const int LongestText = 500;

    public static void MapNumberBooks(this RouteGroupBuilder api)
    {
        var books = api.MapGroup("/number-books").WithTags("Buku nomor");
        books.MapGet("", (int? year, IMediator mediator, CancellationToken ct) => InYear(year, () => mediator.SendAsync(new ListNumberBooks(year), ct))).WithSummary("Buku nomor dinas satu tahun");
        var one = books.MapGroup("/{book}/{year:int}");
        one.MapGet("", (string book, int year, string? q, int? limit, string? after, IMediator mediator, CancellationToken ct) =>
            InYear(year, () => mediator.SendAsync(new ReadNumberBook(book, year, q, limit, after), ct))).WithSummary("Isi satu buku, nomor terakhir dahulu");
        one.MapGet("/register.csv", (string book, int year, IMediator mediator, CancellationToken ct) =>
            ExportAsync(book, year, mediator, page => Results.File(TableFile.ToCsv(BookSheet.Rows(page)), TableFile.Csv, BookSheet.FileName(page.Book, "csv")), ct));
        one.MapGet("/register.xlsx", (string book, int year, IMediator mediator, CancellationToken ct) =>
            ExportAsync(book, year, mediator, page => Results.File(TableFile.ToXlsx(BookSheet.Title(page.Book), BookSheet.Rows(page)), TableFile.Xlsx, BookSheet.FileName(page.Book, "xlsx")), ct));
        one.MapPost("/start", (string book, int year, HttpRequest http, IMediator mediator) => mediator.SendAsync(http, body => Start(book, year, body)))
            .WithSummary("Melanjutkan buku kertas: nomor berikutnya sesudah nomor terakhirnya");
        one.MapPost("/inserted", (string book, int year, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => Insert(book, year, body), line => Results.Created($"/api/v1/number-books/{book}/{year}", line)))
            .WithSummary("Mengambil nomor sisipan sesudah nomor yang sudah terpakai");
        books.MapPost("/inserted/{id:guid}/cancel", (Guid id, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => body.WithText("reason", LongestText, reason => new CancelNumber(id, reason ?? "").AsRequest())))
            .WithSummary("Membatalkan nomor sisipan yang belum dipakai; nomornya tetap tercatat");
        api.MapGet("/papers/trail", (string? subject, int? limit, string? after, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ReadTrail(subject, limit, after), ct))
            .WithTags("Buku nomor").WithSummary("Yang dilakukan admin pada buku nomor dan template, terbaru dahulu");
    }

    private static Task<IResult> ExportAsync(string book, int year, IMediator mediator, Func<NumberBookPage, IResult> file, CancellationToken ct) =>
        InYear(year, () => mediator.SendAsync(new ReadNumberBook(book, year, null, null, null) { Whole = true }, ct, file));

    private static Task<IResult> InYear(int? year, Func<Task<IResult>> send) =>
        year is < 2000 or > 2199 ? Task.FromResult(Problem.Of(new InvalidInput("year", "year-malformed", $"{year}"))) : send();

    private static Outcome<IRequest<Outcome<NumberBook>>> Start(string book, int year, JsonObject body)
    {
        var fields = new FieldReader(body);
        var last = fields.Quantity("last", 1);
        var reason = fields.OptionalText("reason", LongestText);
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : new StartBook(book, year, last, reason ?? "").AsRequest();
    }

    private static Outcome<IRequest<Outcome<BookLine>>> Insert(string book, int year, JsonObject body)
    {
        var fields = new FieldReader(body);
        var follows = fields.Quantity("follows", 1);
        var (suffix, code, title) = (fields.OptionalText("suffix", 3), fields.OptionalText("code", 20), fields.OptionalText("title", 200));
        var (caseNumber, date, reason) = (fields.OptionalText("case", 60), fields.OptionalText("date", 10), fields.OptionalText("reason", LongestText));
        DateOnly? dated = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (date is { Length: > 0 } && dated is null)
        {
            fields.Refuse("date", "date-malformed", date);
        }

        return fields.Errors.Count > 0
            ? new InvalidInput(fields.Errors)
            : new InsertNumber(new NumberOrder(book, year, follows, suffix, code ?? "", title, null, dated, reason ?? ""), caseNumber).AsRequest();
    }
}
