using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Bench.Engine;
using Alokon.Engine;
using Alokon.Host;
using Alokon.Host.Demo;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Alokon.Bench.Documents;

/// <summary>Papers that wait to be printed in a real database: SBBK of as many rows as fill two pages, each with its own number and code.</summary>
internal sealed class PaperQueue(House house)
{
    public const string Code = "SBBK";

    private const int Office = 3315;
    private const int MostRows = 40;
    private const int Sheets = 2;

    private static int _rows = MostRows;

    private int _count;

    public static TemplateFiles Template { get; } = TemplateFiles.Read(Home.Templates, Code) ?? throw new InvalidOperationException($"Expected a template of {Code} in {Home.Templates}.");

    /// <summary>The example of the template, with as many rows as fill two pages.</summary>
    public static JsonObject Model()
    {
        var model = TemplateFiles.ReadExample(Home.Templates, Code) ?? throw new InvalidOperationException($"Expected an example of {Code}.");
        var rows = model["kiriman"]!["baris"]!.AsArray(); // the example has them
        var samples = rows.Select(row => row!.DeepClone()).ToList();
        rows.Clear();
        for (var i = 0; i < _rows; i++)
        {
            rows.Add(samples[i % samples.Count].DeepClone());
        }

        return model;
    }

    /// <summary>Lays the paper out with as many rows as two sheets hold; they stay so many for all papers after it.</summary>
    public static async Task LoadAsync(PrintPage page, CancellationToken ct)
    {
        while (true)
        {
            var model = Model();
            var html = DocumentPage.Compose(Template, model, Template.Render(model, ct).Text ?? throw new InvalidOperationException("Expected the example to render."));
            await page.LoadAsync(html, ct);
            if (PdfFacts.Pages(await page.ToPdfAsync(null, ct)) == Sheets)
            {
                return;
            }

            _rows = --_rows > 0 ? _rows : throw new InvalidOperationException($"Expected some number of rows up to {MostRows} to fill {Sheets} sheets.");
        }
    }

    public async Task OpenAsync(CancellationToken ct)
    {
        var scopes = house.App.Services.GetRequiredService<IServiceScopeFactory>();
        await DemoSeeder.SendAsync(scopes, Office, new SetLetterhead(new Letterhead(
            "PEMERINTAH KABUPATEN GROBOGAN", "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana", "DP3AKB", "Jalan Contoh Nomor 1", null, null, null, null, "Purwodadi", "Asia/Jakarta", Demo: true)), ct);
        await DemoSeeder.SendAsync(scopes, Office, new LoadTemplates(Home.Templates), ct);
    }

    /// <summary>Not measured: who issues a paper does so in the step's own transaction.</summary>
    public async Task IssueAsync(int papers, CancellationToken ct)
    {
        for (var i = 0; i < papers; i++)
        {
            await using var scope = house.App.Services.CreateAsyncScope();
            await using var work = new UnitOfWork(house.Source);
            await work.OpenAsync(Officer.System(Office), readOnly: false, ct);
            var handler = scope.ServiceProvider.GetRequiredService<IssueDocumentHandler>();
            var number = string.Create(CultureInfo.InvariantCulture, $"400.13/{++_count}/SBBK/UJI/2026");
            if (await handler.ApplyAsync(work, new EffectSource(Guid.Empty, "bench", 1, "kirim"), new IssueDocument(Ids.New(), Code, number, Model()), ct) is { } refusal)
            {
                throw new InvalidOperationException(refusal.Message);
            }

            await work.CommitAsync(ct);
        }
    }
}
