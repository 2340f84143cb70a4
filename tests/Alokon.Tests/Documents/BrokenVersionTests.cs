using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Editing;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>Versions of templates that no paper can be made of: refused where they come in, and where one is there all the same, it costs its own papers only.</summary>
public sealed class BrokenVersionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_paper_whose_template_is_missing_fails_by_itself_and_the_others_go_on()
    {
        var (failed, reason) = await WithBrokenTemplateAsync("DELETE FROM documents.template WHERE code = 'SPMB'");

        Assert.Equal(1, failed);
        Assert.Matches("^Templat SPMB versi [0-9a-f]{12} yang dipakai saat naskah ini diterbitkan tidak ada lagi", reason);
    }

    [Fact]
    public async Task A_template_with_a_picture_of_fifty_megabytes_is_not_even_read_and_fails_its_own_paper()
    {
        var (failed, reason) = await WithBrokenTemplateAsync(
            """
            UPDATE documents.template
            SET files = convert_to('{"template.sbnhtml":"<img src=\"data:image/png;base64,' || repeat('A', 50 * 1024 * 1024) || '\">"}', 'UTF8')
            WHERE code = 'SPMB'
            """);

        Assert.Equal(1, failed);
        Assert.Matches("^Templat SPMB versi [0-9a-f]{12} terlalu besar: 50 MB dengan gambarnya, paling banyak 8 MB; ", reason);
    }

    /// <returns>How many papers ended on Kendala, and why the one with the broken template did.</returns>
    private static async Task<(int Failed, string? Reason)> WithBrokenTemplateAsync(string breaking)
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var (bad, good) = (Ids.New(), Ids.New());
        await office.IssueAsync(bad, "SPMB");
        await ExecuteAsync(database, $"SET session_replication_role = replica; {breaking}");
        await office.IssueAsync(good, "SBBK");
        await office.IssueAsync(good, "BAST");
        var printed = new ConcurrentQueue<string>();
        PrintPaper printer = (html, ct) =>
        {
            printed.Enqueue(html);
            return PaperPrinter.PrintAsync(html, ct);
        };
        for (var attempt = 0; attempt < 5; attempt++)
        {
            while (await PaperPrinter.PrintNextAsync(database, printer))
            {
            }

            await ExecuteAsync(database, "UPDATE documents.document SET claimed_until = NULL WHERE status = 'pending'");
        }

        Assert.Equal(2, printed.Count);
        Assert.All(await office.ListAsync(good), paper => Assert.Equal("ready", paper.Status));
        var room = (await office.AskAsync(w => new ReadPrintRoomHandler(w).Handle(new ReadPrintRoom(), None))).Value;
        Assert.Equal(0, room.Waiting);
        return (room.Failed.Count, room.Failed.Single(paper => paper.Case == bad).Reason);
    }

    [Fact]
    public void A_picture_of_fifty_megabytes_cannot_be_published()
    {
        var files = TemplateFiles.Read(TemplateTests.Folder(), "SPMB")!.With(new TemplateText(Picture(), ""));

        var finding = Assert.Single(TemplateExamination.Of(files, [("example.json", new JsonObject())], None).Findings);

        Assert.Equal(("template.sbnhtml", 1, 1), (finding.File, finding.Line, finding.Column));
        Assert.StartsWith("terlalu besar: 52428 ribu huruf, paling banyak 400 ribu; ", finding.Message);
    }

    [Fact]
    public async Task Nor_can_it_be_loaded_with_a_release()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "SPMB"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "SPMB", "template.sbnhtml"), Picture());

        var loaded = await office.AskAsync(work => new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None));

        Assert.Contains("terlalu besar: 52428 ribu huruf", Assert.IsType<DocumentRefusal.TemplateBroken>(loaded.Refusal).Message);
    }

    private static string Picture() => $"<img alt=\"\" src=\"data:image/png;base64,{new string('A', 50 * 1024 * 1024)}\">";

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var superuser = database.AsSuperuser();
#pragma warning disable CA2100 // constants of this test
        await using var command = superuser.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
