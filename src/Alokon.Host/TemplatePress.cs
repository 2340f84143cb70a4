using Alokon.Engine;
using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Editing;
using MediatR;

namespace Alokon.Host;

/// <summary>
/// Prints what an editor has before it may come into force, and whenever the editor wants to see it. Between two transactions and in none:
/// the browser takes longer than one may.
/// </summary>
public sealed class TemplatePress(IServiceScopeFactory scopes, Caller caller, PrintPdf print)
{
    public async Task<Outcome<TemplateVersion>> PublishAsync(PublishTemplate command, CancellationToken ct)
    {
        var tried = await TryAsync(command.Name, command.Text, ct);
        return tried.IsRefused(out var refusal) ? refusal : await InScopeAsync(command, ct);
    }

    /// <summary>Everything that publishing asks, and nothing comes into force.</summary>
    public async Task<Outcome<Done>> TryAsync(string name, TemplateText text, CancellationToken ct)
    {
        var examined = await InScopeAsync(new ExamineTemplate(name, text), ct);
        if (examined.IsRefused(out var refusal))
        {
            return refusal;
        }

        if (examined.Value.Findings.Count > 0)
        {
            return new TemplateRefusal.Faulty(examined.Value.Findings);
        }

        foreach (var page in examined.Value.Pages)
        {
            if ((await PrintAsync(page.Example, page.Html, ct)).IsRefused(out refusal))
            {
                return refusal;
            }
        }

        return default(Done);
    }

    public Task<Outcome<TemplatePreview>> PreviewAsync(PreviewTemplate query, CancellationToken ct) => InScopeAsync(query, ct);

    public async Task<Outcome<byte[]>> PreviewPdfAsync(PreviewTemplate query, CancellationToken ct)
    {
        var preview = await InScopeAsync(query, ct);
        return preview.IsRefused(out var refusal) ? refusal
            : preview.Value.Html is { } html ? await PrintAsync(preview.Value.From, html, ct)
            : new TemplateRefusal.Faulty(preview.Value.Findings);
    }

    private async Task<Outcome<byte[]>> PrintAsync(string example, string html, CancellationToken ct)
    {
        try
        {
            var pdf = await print(html, ct);
            return pdf.AsSpan().StartsWith("%PDF-"u8) ? pdf : new TemplateRefusal.Unprintable(example, "bukan PDF");
        }
        catch (Exception failure) when (failure is EmbeddedException or BrowserLostException)
        {
            return new TemplateRefusal.Unprintable(example, failure.Message);
        }
    }

    // A page has one unit of work at a time, and its layout may be asking beside us: each question in a scope of its own.
    private async Task<Outcome<T>> InScopeAsync<T>(IRequest<Outcome<T>> request, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Officer = caller.Officer;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}
