using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>How the office's papers look and who may sign them: paper size, editions of forms, mandates to sign.</summary>
internal static class PaperEndpoints
{
    public static void MapPapers(this RouteGroupBuilder api)
    {
        var papers = api.MapGroup("/operations").WithTags("Naskah dinas");
        papers.MapPost("/paper-size", (HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => body.WithText("paper", 10, paper => new SetPaperSize(paper ?? string.Empty).AsRequest()))).WithSummary("Ukuran kertas naskah dinas: A4 atau F4");
        papers.MapGet("/editions", (IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new ListEditions(), ct, items => Results.Ok(new { items }))).WithSummary("Edisi formulir dan masa berlakunya");
        papers.MapPost("/editions", (HttpRequest http, IMediator mediator) => mediator.SendAsync(http, Edition)).WithSummary("Menetapkan masa berlaku satu edisi formulir");
        papers.MapGet("/signing-mandates", (IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new ListSigningMandates(), ct, items => Results.Ok(new { items }))).WithSummary("Mandat penandatanganan a.n. dan u.b.");
        papers.MapPost("/signing-mandates", (HttpRequest http, IMediator mediator) => mediator.SendAsync(http, Mandate)).WithSummary("Memberi mandat penandatanganan a.n. atau u.b.");
        papers.MapPost("/signing-mandates/{id:guid}/end", (Guid id, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => End(id, body))).WithSummary("Mengakhiri mandat pada satu hari");
    }

    private static Outcome<IRequest<Outcome<Done>>> Edition(JsonObject body)
    {
        var fields = new FieldReader(body);
        var (code, edition) = (fields.Text("code", max: 20), fields.Text("edition", required: false, max: 20));
        var (from, until) = (Day(fields, "from", required: true), Day(fields, "until", required: false));
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : new SetEdition(code, edition, from!.Value, until).AsRequest(); // required
    }

    private static Outcome<IRequest<Outcome<SigningMandate>>> Mandate(JsonObject body)
    {
        var fields = new FieldReader(body);
        var mandate = new SigningMandate(
            Guid.Empty,
            fields.Text("role", max: 50),
            fields.Text("kind", max: 10),
            fields.Texts("codes"),
            fields.Text("onBehalf", max: 200),
            fields.OptionalText("through", max: 200),
            fields.Text("number", max: 200),
            Day(fields, "dated", required: true) ?? default,
            Day(fields, "from", required: true) ?? default,
            Day(fields, "until", required: false));
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : new GiveSigningMandate(mandate).AsRequest();
    }

    private static Outcome<IRequest<Outcome<SigningMandate>>> End(Guid id, JsonObject body)
    {
        var fields = new FieldReader(body);
        var last = Day(fields, "lastDay", required: true);
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : new EndSigningMandate(id, last!.Value).AsRequest(); // required
    }

    private static DateOnly? Day(FieldReader fields, string name, bool required)
    {
        var text = fields.Text(name, required, max: 10);
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        fields.Refuse(name, "date-malformed", text);
        return null;
    }
}
