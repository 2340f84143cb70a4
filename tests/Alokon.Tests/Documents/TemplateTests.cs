using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Pdf;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>The papers as they stand in templates/.</summary>
public sealed partial class TemplateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string> Codes => [.. DocumentCodes.All];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_template_renders_its_example_to_the_expected_paper(string code)
    {
        var expected = Path.Combine(Folder(), code, "expected.html");
        var rendered = Render(code, Example(code));
        if (Environment.GetEnvironmentVariable("ALOKON_RENEW_EXPECTED") == "1")
        {
            await File.WriteAllTextAsync(expected, rendered, None);
        }

        Assert.Equal(await File.ReadAllTextAsync(expected, None), rendered);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void What_is_not_known_is_a_dash_never_a_failure(string code)
    {
        var example = Example(code);
        Blank(example, keep: ["kop", "dokumen", "rujukan", "demo"]);

        Assert.Contains("–", Render(code, example));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Whatever_a_user_typed_is_text_and_never_markup(string code)
    {
        var example = Example(code);
        Poison(example);

        var page = Render(code, example);

        Assert.DoesNotContain("<script", page);
        Assert.Contains("&lt;script&gt;", page);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_key_that_is_missing_is_an_error_and_no_paper_with_a_hole(string code)
    {
        var example = Example(code);
        example.Remove("faskes");
        example.Remove("kasus");

        var result = TemplateFiles.Read(Folder(), code)!.Render(example, None);

        Assert.Null(result.Text);
        Assert.NotNull(result.Error);
    }

    [Fact]
    public void Temporary_holders_are_printed_as_Plt_with_their_mandate()
    {
        var page = Render("SPMB", Example("SPMB"));

        Assert.Contains("Plt. Kepala Bidang Keluarga Berencana", page);
        Assert.Contains("Berdasarkan SK Nomor 800.1.3/212/2026", page);
    }

    [Fact]
    public void Quantities_of_an_Spmb_stand_in_words_too() =>
        Assert.Contains("480 (empat ratus delapan puluh)", Render("SPMB", Example("SPMB")));

    [Fact]
    public void Thousands_have_a_dot() => Assert.Contains("2.880 (dua ribu delapan ratus delapan puluh)", Render("BAST", Example("BAST")));

    [Fact]
    public void A_dinas_in_capitals_is_a_name_within_a_sentence() =>
        Assert.Contains("Yth. Kepala Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana", Render("REKOM", Example("REKOM")));

    [Fact]
    public async Task The_real_browser_prints_every_paper_with_its_code_and_the_same_bytes_again()
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        foreach (var code in DocumentCodes.All)
        {
            var example = Example(code);
            var page = DocumentPage.Compose(TemplateFiles.Read(Folder(), code)!, example, Render(code, example));

            var pdf = await printer.PrintPdfAsync(page, None);

            Assert.InRange(PdfFacts.Pages(pdf), 1, code == "SKT" ? 3 : 2); // a decree has its annex on a page of its own
            CheckFinished(code, PaperPdf.Finish(pdf, PaperFacts.Of(example, DateTimeOffset.UnixEpoch, "{}"u8.ToArray())), example, hasHeading: page.Contains("<h1", StringComparison.Ordinal));
            if (code == "SPMB")
            {
                Assert.Equal(pdf, await printer.PrintPdfAsync(page, None));
            }
        }
    }

    private static void CheckFinished(string code, byte[] paper, JsonObject example, bool hasHeading)
    {
        Assert.Equal(example["dokumen"]!["verifikasi"]!["kode"]!.GetValue<string>(), VerificationCode.FindIn(paper));
        Assert.True(ArchiveRules.Check(paper) is { Count: 0 }, $"{code}: {string.Join(", ", ArchiveRules.Check(paper))}");
        var opened = ArchiveRules.Opened(paper);
        Assert.All(["/StructTreeRoot", "/Marked true", "/Lang (id)"], part => Assert.Contains(part, opened, StringComparison.Ordinal));
        Assert.Equal(hasHeading, opened.Contains("/Outlines", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_has_not_signed_in_Alokon_is_not_said_to_have_approved_electronically()
    {
        var page = Render("SBBK", Example("SBBK")); // the courier signs by hand when the goods leave

        Assert.Contains("Slamet Riyadi", page);
        Assert.DoesNotContain("disahkan secara elektronik", page);
        Assert.Contains("disahkan secara elektronik", Render("BAST", Example("BAST")));
    }

    [Fact]
    public void Only_demo_papers_bear_the_watermark()
    {
        var example = Example("SPMB");
        Assert.Contains("CONTOH", Render("SPMB", example));
        example["demo"] = false;
        Assert.DoesNotContain("CONTOH", Render("SPMB", example));
    }

    [Fact]
    public void The_page_carries_title_foot_and_both_style_sheets()
    {
        var template = TemplateFiles.Read(Folder(), "RII")!;
        var example = Example("RII");

        var page = DocumentPage.Compose(template, example, Render("RII", example));

        Assert.Contains($"<title>RII {example["dokumen"]!["verifikasi"]!["kode"]}</title>", page);
        Assert.Contains("bukan tanda tangan elektronik tersertifikasi", page);
        Assert.Contains("Halaman ", page);
        Assert.True(page.IndexOf("A4 portrait", StringComparison.Ordinal) < page.IndexOf("A4 landscape", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_template_is_refused_with_its_place_and_the_last_good_one_stays()
    {
        await using var database = await TestDatabase.CreateAsync();
        await DocumentsOffice.OpenAsync(database, 3315);
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "SPMB"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "SPMB", "template.sbnhtml"), "<p>\n{{ if demo }}tak ditutup</p>", None);

        await using var work = await database.NewUnitOfWork(3315);
        var refused = await new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None);

        Assert.Equal("template-broken", refused.Refusal?.Code);
        Assert.Equal("SPMB/template.sbnhtml", refused.Refusal!.Arguments[0]);
        Assert.Null(await DocumentsOffice.IssueAsync(work, Guid.CreateVersion7(), "SPMB"));
    }

    [Fact]
    public async Task A_template_that_cannot_print_its_own_example_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "SPMB"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "SPMB", "template.sbnhtml"), "{{ dokumen.entah }}", None);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "SPMB", "example.json"), """{"dokumen":{}}""", None);

        await using var work = await database.NewUnitOfWork(3315);
        var refused = await new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None);

        Assert.Equal("template-broken", refused.Refusal?.Code);
    }

    [Fact]
    public async Task All_of_them_are_loaded_and_each_has_the_format_of_its_number()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var work = await database.NewUnitOfWork(3315);

        var loaded = await new LoadTemplatesHandler(work).Handle(new LoadTemplates(Folder()), None);
        await work.FlushAsync(None);

        Assert.Equal(DocumentCodes.All.Concat(DocumentCodes.Sheets), loaded.Value.Templates.Select(t => t.Code));
        Assert.Equal(DocumentCodes.All.Order(StringComparer.Ordinal), (await IssueRows.ReadOfficeAsync(work, 0, None)).Formats.Keys.Order(StringComparer.Ordinal));
    }

    internal static string Render(string code, JsonObject model)
    {
        var result = TemplateFiles.Read(Folder(), code)!.Render(model, None);
        Assert.Null(result.Error?.ToString());
        return result.Text!;
    }

    internal static JsonObject Example(string code) => TemplateFiles.ReadExample(Folder(), code)!;

    /// <summary>The folder of the repository, found upwards from where the tests run.</summary>
    internal static string Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Alokon.sln")))
        {
            at = at.Parent!;
        }

        return Path.Combine(at.FullName, "templates");
    }

    private static void Blank(JsonObject node, string[] keep)
    {
        foreach (var key in node.Select(p => p.Key).Except(keep).ToArray())
        {
            switch (node[key])
            {
                case JsonArray items:
                    items.OfType<JsonObject>().ToList().ForEach(item => Blank(item, ["kode"]));
                    break;
                case JsonObject inner when key == "kasus":
                    Blank(inner, []);
                    break;
                default:
                    node[key] = null;
                    break;
            }
        }
    }

    private static void Poison(JsonObject node)
    {
        foreach (var key in node.Select(p => p.Key).ToArray())
        {
            switch (node[key])
            {
                case JsonArray items:
                    items.OfType<JsonObject>().ToList().ForEach(Poison);
                    break;
                case JsonObject inner:
                    Poison(inner);
                    break;
                case JsonValue value when value.GetValueKind() == JsonValueKind.String && !Date().IsMatch(value.GetValue<string>()):
                    node[key] = "<script>alert('x')</script>";
                    break;
                default:
                    break;
            }
        }
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}")]
    private static partial Regex Date();
}
