using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>A form is replaced on a day; what was issued before keeps its edition.</summary>
public sealed class EditionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("2019-12-31", "15")]
    [InlineData("2020-01-01", "20")]
    [InlineData("2026-06-30", "20")]
    [InlineData("2012-12-31", null)]
    public void On_each_day_the_edition_that_began_last_is_in_force(string day, string? expected)
    {
        ShelvedTemplate[] shelf =
        [
            new(new Edition("20", new(2020, 1, 1), null), "c"), new(new Edition("13", new(2013, 1, 1), new(2014, 12, 31)), "a"), new(new Edition("15", new(2015, 1, 1), null), "b"),
        ];

        Assert.Equal(expected, ShelvedTemplate.On(DateOnly.Parse(day), shelf)?.Edition.Name);
    }

    [Fact]
    public void Between_two_editions_with_a_gap_there_is_none()
    {
        ShelvedTemplate[] shelf = [new(new Edition("13", new(2013, 1, 1), new(2014, 12, 31)), "a"), new(new Edition("15", new(2015, 2, 1), null), "b")];

        Assert.Null(ShelvedTemplate.On(new(2015, 1, 31), shelf));
    }

    [Fact]
    public async Task A_new_edition_is_loaded_before_its_day_and_papers_change_over_at_the_midnight_of_the_office()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "FII", """{"edition":"20","from":"2020-01-01"}""", "<p>dua puluh</p>");
        await WriteAsync(folder, "FII@27", """{"edition":"27","from":"2027-01-01"}""", "<p>dua tujuh</p>");
        await office.DoAsync(async work => Assert.Equal(
            [("FII", "20"), ("FII", "27")],
            (await new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None)).Value.Templates.Select(t => (t.Code, t.Edition))));
        var caseId = Ids.New();

        await DocumentsOffice.SetClockAsync(database, "2026-12-31T16:59:00Z"); // 23.59 WIB
        var old = await office.IssueAsync(caseId, "FII");
        await DocumentsOffice.SetClockAsync(database, "2026-12-31T17:01:00Z"); // 00.01 WIB
        var young = await office.IssueAsync(caseId, "FII");

        Assert.Equal("20", (await DocumentsOffice.ModelAsync(database, old.Id))["dokumen"]!["edisi"]!.GetValue<string>());
        Assert.Equal("27", (await DocumentsOffice.ModelAsync(database, young.Id))["dokumen"]!["edisi"]!.GetValue<string>());
        var first = await PrintJobRows.ClaimAsync(database.Source, LongLease.Terms, [], false, None);
        var second = await PrintJobRows.ClaimAsync(database.Source, LongLease.Terms, [], false, None);
        string Printed(Guid id) => TemplateFiles.FromBytes("FII", new[] { first!, second! }.Single(j => j.Id == id).Template!).Render(new JsonObject(), None).Text!;
        Assert.Equal(("<p>dua puluh</p>", "<p>dua tujuh</p>"), (Printed(old.Id), Printed(young.Id)));
    }

    [Fact]
    public async Task Days_that_an_office_has_set_stay_when_the_templates_are_loaded_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "FII", """{"edition":"20","from":"2020-01-01"}""", "<p>x</p>");
        await office.DoAsync(work => new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None));

        await office.DoAsync(async work => Assert.Null((await new SetEditionHandler(work).Handle(new SetEdition("FII", "20", new(2021, 3, 1), new(2030, 12, 31)), None)).Refusal));
        await office.DoAsync(work => new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None));

        var kept = (await office.AskAsync(work => new ListEditionsHandler(work).Handle(new ListEditions(), None))).Value.Single(e => e is { Code: "FII", Edition: "20" });
        Assert.Equal((new DateOnly(2021, 3, 1), new DateOnly(2030, 12, 31), true), (kept.From, kept.Until, kept.ByOffice));
    }

    [Fact]
    public async Task Where_no_edition_is_in_force_nothing_is_issued_and_the_admin_is_told_what_to_set()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        await office.DoAsync(async work => Assert.Null((await new SetEditionHandler(work).Handle(new SetEdition("SPMB", "", new(2001, 1, 1), new(2001, 12, 31)), None)).Refusal));

        await office.DoAsync(async work => Assert.Equal("template-edition-missing", (await DocumentsOffice.IssueAsync(work, Ids.New(), "SPMB"))?.Code));
    }

    [Fact]
    public async Task Days_that_run_backwards_and_editions_that_nobody_has_are_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);

        var backwards = await office.AskAsync(work => new SetEditionHandler(work).Handle(new SetEdition("SPMB", "", new(2026, 2, 1), new(2026, 1, 31)), None));
        var unknown = await office.AskAsync(work => new SetEditionHandler(work).Handle(new SetEdition("SPMB", "99", new(2026, 2, 1), null), None));

        Assert.Equal(("invalid-input", "template-edition-unknown"), (backwards.Refusal?.Code, unknown.Refusal?.Code));
    }

    [Fact]
    public async Task An_edition_that_does_not_say_when_it_begins_is_refused_with_its_folder()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "FII@27", """{"edition":"27"}""", "<p>x</p>");
        await using var work = await database.NewUnitOfWork(3315);

        var refused = await new LoadTemplatesHandler(work).Handle(new LoadTemplates(folder.Path), None);

        Assert.Equal(("template-broken", "FII@27"), (refused.Refusal?.Code, refused.Refusal?.Arguments[0]));
    }

    [Fact]
    public async Task The_edition_of_a_paper_is_not_rewritten()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        await office.IssueAsync(Ids.New(), "SPMB");

        await using var superuser = database.AsSuperuser();
        await using var command = superuser.CreateCommand("UPDATE documents.document SET edition = '99'");
        var refused = await Assert.ThrowsAsync<PostgresException>(command.ExecuteNonQueryAsync);

        Assert.Contains("may not be rewritten", refused.MessageText);
    }

    private static async Task WriteAsync(TemporaryFolder folder, string name, string edition, string template)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(path);
        await File.WriteAllTextAsync(Path.Combine(path, "edition.json"), edition, None);
        await File.WriteAllTextAsync(Path.Combine(path, "template.sbnhtml"), template, None);
    }
}
