using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents.Editing;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>The templates of an office: read by those who watch, changed by admins only.</summary>
internal static class TemplateEndpoints
{
    private const int LongestNote = 500;

    public static void MapTemplates(this RouteGroupBuilder api)
    {
        api.MapGet("/templates", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ListTemplates(), ct)).WithTags("Template").WithSummary("Template surat dinas dan versi yang berlaku");
        var one = api.MapGroup("/templates/{name}").WithTags("Template");
        one.MapGet("", (string name, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new GetTemplate(name), ct)).WithSummary("Satu template: teks yang berlaku, draf, dan semua versinya");
        one.MapGet("/compare", (string name, int? from, int? to, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new CompareTemplates(name, from, to), ct))
            .WithSummary("Baris yang berbeda antara dua versi; 0 = bawaan, -1 = draf");
        one.MapPost("/check", (string name, HttpRequest http, TemplatePress press) => WithTextAsync(http, async (text, fields) =>
            (await press.TryAsync(name, text, http.HttpContext.RequestAborted)).Match(_ => Results.Ok(new { name, fit = true }), Problem.Of)))
            .WithSummary("Memeriksa teks seperti ketika diterbitkan, tanpa menerbitkannya");
        one.MapPost("/preview", (string name, HttpRequest http, TemplatePress press) => WithTextAsync(http, async (text, fields) =>
            (await press.PreviewAsync(new PreviewTemplate(name, text, fields.OptionalText("case", 60)), http.HttpContext.RequestAborted)).Match(preview => Results.Ok(preview), Problem.Of)))
            .WithSummary("Mengisi teks dengan contoh atau dengan data sebuah berkas");
        one.MapPost("/preview.pdf", (string name, HttpRequest http, TemplatePress press) => WithTextAsync(http, async (text, fields) =>
            (await press.PreviewPdfAsync(new PreviewTemplate(name, text, fields.OptionalText("case", 60)), http.HttpContext.RequestAborted)).Match(pdf => Results.Bytes(pdf, "application/pdf"), Problem.Of)));
        one.MapPost("/draft", (string name, HttpRequest http, IMediator mediator) => WithTextAsync(http, (text, fields) =>
            Checked(fields, fields.Quantity("revision", 0, 0), revision => mediator.SendAsync(new SaveTemplateDraft(name, text, revision), http.HttpContext.RequestAborted))))
            .WithSummary("Menyimpan draf; revision = revisi draf yang dilihat, 0 bila belum ada");
        one.MapPost("/draft/drop", (string name, HttpRequest http, IMediator mediator) => mediator.SendAsync(http, body => Numbered(body, "revision", revision => new DropTemplateDraft(name, revision).AsRequest())))
            .WithSummary("Membuang draf");
        one.MapPost("/publish", PublishAsync).WithSummary("Menerbitkan versi baru; version = versi berlaku yang dilihat, revision = revisi draf yang dilihat");
        one.MapPost("/restore", (string name, HttpRequest http, IMediator mediator) => mediator.SendAsync(http, body => Restore(name, body)))
            .WithSummary("Kembali ke versi lama sebagai versi baru; to = 0 untuk bawaan");
    }

    private static Task<IResult> PublishAsync(string name, HttpRequest http, TemplatePress press) => WithTextAsync(http, (text, fields) =>
    {
        var (note, version, revision) = (fields.OptionalText("note", LongestNote), fields.Quantity("version", 1), fields.Quantity("revision", 0, 0));
        return Checked(fields, new PublishTemplate(name, text, note ?? "", version, revision), async command =>
            (await press.PublishAsync(command, http.HttpContext.RequestAborted)).Match(made => Results.Created($"/api/v1/templates/{name}", made), Problem.Of));
    });

    private static Outcome<IRequest<Outcome<TemplateVersion>>> Restore(string name, JsonObject body)
    {
        var fields = new FieldReader(body);
        var (to, version, note) = (fields.Quantity("to"), fields.Quantity("version", 1), fields.OptionalText("note", LongestNote));
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : new RestoreTemplate(name, to, note ?? "", version).AsRequest();
    }

    private static Outcome<IRequest<Outcome<T>>> Numbered<T>(JsonObject body, string field, Func<int, Outcome<IRequest<Outcome<T>>>> make)
    {
        var fields = new FieldReader(body);
        var number = fields.Quantity(field);
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : make(number);
    }

    private static async Task<IResult> WithTextAsync(HttpRequest http, Func<TemplateText, FieldReader, Task<IResult>> send)
    {
        var body = await JsonBody.ReadAsync(http, http.HttpContext.RequestAborted);
        if (body.IsRefused(out var refusal))
        {
            return Problem.Of(refusal);
        }

        var fields = new FieldReader(body.Value);
        // As it was sent: a template ends with the line that it ends with. How long it may be, the check says with the rest.
        var text = new TemplateText(body.Value.Text("body") ?? "", body.Value.Text("style") ?? "");
        return fields.Errors.Count > 0 ? Problem.Of(new InvalidInput(fields.Errors)) : await send(text, fields);
    }

    private static Task<IResult> Checked<T>(FieldReader fields, T value, Func<T, Task<IResult>> send) =>
        fields.Errors.Count > 0 ? Task.FromResult(Problem.Of(new InvalidInput(fields.Errors))) : send(value);
}
