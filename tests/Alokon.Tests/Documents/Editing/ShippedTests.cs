using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Editing;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Documents.Editing;

/// <summary>What comes with a release, beside what the office has made of it.</summary>
public sealed class ShippedTests
{
    private const string Name = "SPMB";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_newer_shipped_template_is_put_in_force_where_nobody_edited_and_offered_where_somebody_did()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        await LoadAsync(database, folder, "<p>satu</p>\n");
        await LoadAsync(database, folder, "<p>dua</p>\n");
        var untouched = await GetAsync(database);
        Assert.Equal((2, "shipped", "<p>dua</p>\n", false), (untouched.Current.Version, untouched.Current.Source, untouched.Text.Body, untouched.HasUpdate));

        var edited = await DoAsync(database, work => new PublishTemplateHandler(work, new TemplateExamples(folder.Path)).Handle(new PublishTemplate(Name, new TemplateText("<p>dinas</p>\n", ""), "Punya dinas", 2, 0), None));
        await LoadAsync(database, folder, "<p>tiga</p>\n");
        var offered = await GetAsync(database);
        Assert.Equal((3, "<p>dinas</p>\n", true, false), (edited.Value.Version, offered.Text.Body, offered.HasUpdate, offered.IsShipped));

        // Started again with the same release, nothing is new and nothing is put over.
        await LoadAsync(database, folder, "<p>tiga</p>\n");
        Assert.Equal(3, (await GetAsync(database)).Current.Version);

        var restored = await DoAsync(database, work => new RestoreTemplateHandler(work, new TemplateExamples(folder.Path)).Handle(new RestoreTemplate(Name, 0, "Pakai bawaan", 3), None));
        var now = await GetAsync(database);
        Assert.Equal((4, "shipped", "<p>tiga</p>\n", false, true), (restored.Value.Version, restored.Value.Source, now.Text.Body, now.HasUpdate, now.IsShipped));

        // From here on releases come by themselves again.
        await LoadAsync(database, folder, "<p>empat</p>\n");
        Assert.Equal((5, "<p>empat</p>\n"), ((await GetAsync(database)).Current.Version, (await GetAsync(database)).Text.Body));
    }

    [Fact]
    public async Task A_version_is_gone_back_to_as_a_new_one_and_every_version_stays_on_record()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        await LoadAsync(database, folder, "<p>satu</p>\n");
        var examples = new TemplateExamples(folder.Path);
        await DoAsync(database, work => new PublishTemplateHandler(work, examples).Handle(new PublishTemplate(Name, new TemplateText("<p>dua</p>\n", "p {}"), "Dua", 1, 0), None));
        await DoAsync(database, work => new PublishTemplateHandler(work, examples).Handle(new PublishTemplate(Name, new TemplateText("<p>tiga</p>\n", "p {}"), "Tiga", 2, 0), None));
        await DoAsync(database, work => new RestoreTemplateHandler(work, examples).Handle(new RestoreTemplate(Name, 2, "Kembali ke dua", 3), None));

        var desk = await GetAsync(database);
        Assert.Equal([4, 3, 2, 1], desk.Versions.Select(v => v.Version));
        Assert.Equal(desk.Versions[2].Hash, desk.Versions[0].Hash);
        Assert.Equal(new TemplateText("<p>dua</p>\n", "p {}"), desk.Text);
        var compared = (await AskAsync(database, work => new CompareTemplatesHandler(work).Handle(new CompareTemplates(Name, 2, 4), None))).Value;
        Assert.Empty(compared.Files);
    }

    [Fact]
    public async Task Two_admins_who_publish_together_make_one_version_and_one_refusal()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        await LoadAsync(database, folder, "<p>satu</p>\n");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => DoAsync(
            database, work => new PublishTemplateHandler(work, new TemplateExamples(folder.Path)).Handle(new PublishTemplate(Name, new TemplateText($"<p>{i}</p>\n", ""), "Bersama", 1, 0), None)))));

        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.All(outcomes.Where(o => o.Refusal is not null), o => Assert.Equal("template-stale", o.Refusal!.Code)); // filtered
        Assert.Equal(2, (await GetAsync(database)).Current.Version);
    }

    [Fact]
    public async Task An_office_edits_its_own_template_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        await LoadAsync(database, folder, "<p>satu</p>\n");
        await LoadAsync(database, folder, "<p>satu</p>\n", 3206);
        await DoAsync(database, work => new PublishTemplateHandler(work, new TemplateExamples(folder.Path)).Handle(new PublishTemplate(Name, new TemplateText("<p>dinas</p>\n", ""), "Punya dinas", 1, 0), None));

        Assert.Equal("<p>satu</p>\n", (await GetAsync(database, 3206)).Text.Body);
        Assert.Equal("<p>dinas</p>\n", (await GetAsync(database)).Text.Body);
    }

    [Fact]
    public async Task What_fails_the_example_is_named_with_example_and_place()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        await LoadAsync(database, folder, "<p>satu</p>\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, Name, "example.json"), """{ "nama": "Sri" }""");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, Name, "example-kosong.json"), "{ }");

        var refusal = (await DoAsync(database, work => new PublishTemplateHandler(work, new TemplateExamples(folder.Path)).Handle(new PublishTemplate(Name, new TemplateText("<p>\n {{ nama }}</p>\n", ""), "Nama", 1, 0), None))).Refusal;

        var finding = Assert.Single(Assert.IsType<TemplateRefusal.Faulty>(refusal).Findings);
        Assert.Equal(("template.sbnhtml", 2), (finding.File, finding.Line));
        Assert.Contains("example-kosong.json", finding.Message, StringComparison.Ordinal);
    }

    private static async Task LoadAsync(TestDatabase database, TemporaryFolder folder, string body, int office = 3315)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, Name));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, Name, "template.sbnhtml"), body);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, Name, "style.css"), "");
        var loaded = await DoAsync(database, work => new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None), office);
        Assert.Null(loaded.Refusal?.Message);
    }

    private static async Task<TemplateDesk> GetAsync(TestDatabase database, int office = 3315) =>
        (await AskAsync(database, work => new GetTemplateHandler(work).Handle(new GetTemplate(Name), None), office)).Value;

    private static async Task<T> AskAsync<T>(TestDatabase database, Func<UnitOfWork, Task<T>> ask, int office = 3315)
    {
        await using var work = await database.NewUnitOfWork(office);
        return await ask(work);
    }

    private static async Task<Outcome<T>> DoAsync<T>(TestDatabase database, Func<UnitOfWork, Task<Outcome<T>>> command, int office = 3315)
    {
        await using var work = await database.NewUnitOfWork(office);
        var outcome = await command(work);
        if (outcome.Refusal is null)
        {
            await work.CommitAsync(None);
        }

        return outcome;
    }
}
