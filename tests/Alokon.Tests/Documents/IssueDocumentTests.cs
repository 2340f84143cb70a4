using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Documents;

public sealed class IssueDocumentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Sixteen_officers_issuing_together_with_some_giving_up_leave_no_gap_in_the_book()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(officer => Task.Run(async () =>
        {
            for (var turn = 0; turn < 6; turn++)
            {
                await using var work = await database.NewUnitOfWork(3315);
                RefusalExpected.None(await DocumentsOffice.IssueAsync(work, caseId, "SPMB"));
                if ((officer + turn) % 3 == 0)
                {
                    await work.RollbackAsync();
                }
                else
                {
                    await work.CommitAsync(None);
                }
            }
        })));

        var numbers = (await office.ListAsync(caseId)).Select(d => int.Parse(d.Number.Split('/')[1])).Order().ToArray();
        Assert.Equal(64, numbers.Length);
        Assert.Equal(Enumerable.Range(1, 64), numbers);
    }

    [Fact]
    public async Task The_series_begins_anew_with_the_local_year_and_goes_on_within_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();

        await DocumentsOffice.SetClockAsync(database, "2026-12-31T16:59:00Z"); // 23.59 WIB
        var last = await office.IssueAsync(caseId, "SPMB");
        await DocumentsOffice.SetClockAsync(database, "2026-12-31T17:01:00Z"); // 00.01 WIB, still December in UTC
        var first = await office.IssueAsync(caseId, "SPMB");
        var second = await office.IssueAsync(caseId, "SPMB");

        Assert.Equal(("400.13/1/SPMB/DP3AKB/XII/2026", new DateOnly(2026, 12, 31)), (last.Number, last.IssuedOn));
        Assert.Equal(("400.13/1/SPMB/DP3AKB/I/2027", new DateOnly(2027, 1, 1)), (first.Number, first.IssuedOn));
        Assert.Equal("400.13/2/SPMB/DP3AKB/I/2027", second.Number);
    }

    [Fact]
    public async Task Bast_and_Basl_share_the_book_of_the_berita_acara_and_the_second_refers_to_the_first()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();

        await office.DoAsync(async work =>
        {
            RefusalExpected.None(await DocumentsOffice.IssueAsync(work, caseId, "BAST"));
            RefusalExpected.None(await DocumentsOffice.IssueAsync(work, caseId, "BASL"));
        });

        var papers = await office.ListAsync(caseId);
        Assert.Equal(["400.13/1", "400.13/2"], papers.Select(p => p.Number[..8]));
        var basl = await DocumentsOffice.ModelAsync(database, papers.Single(p => p.Code == "BASL").Id);
        Assert.Equal(papers.Single(p => p.Code == "BAST").Number, basl["rujukan"]!["BAST"]!["nomor"]!.GetValue<string>());
        Assert.Null(basl["rujukan"]!["SPMB"]);
    }

    [Fact]
    public async Task An_Amrah_keeps_the_number_of_its_case_and_takes_none_from_the_book()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);

        var given = await office.IssueAsync(Ids.New(), "AMR", "AMR-3315-2026-10-0007");
        var taken = await office.IssueAsync(Ids.New(), "AMR");

        Assert.Equal("AMR-3315-2026-10-0007", given.Number);
        Assert.EndsWith("-0001", taken.Number);
    }

    [Fact]
    public async Task The_model_is_completed_with_letterhead_document_and_every_key_a_template_may_name()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);

        var paper = await office.IssueAsync(Ids.New(), "SPMB");

        var model = await DocumentsOffice.ModelAsync(database, paper.Id);
        Assert.Equal("Purwodadi", model["kop"]!["tempat"]!.GetValue<string>());
        Assert.Equal($"https://alokon.example/verify/{paper.VerificationCode}", model["dokumen"]!["verifikasi"]!["url"]!.GetValue<string>());
        Assert.True(model["demo"]!.GetValue<bool>());
        Assert.True(model["penandatangan"]!.AsObject().ContainsKey("nip"));
        Assert.True(model.ContainsKey("kiriman"));
        Assert.Equal(["Plt. Kepala Bidang KB"], paper.Positions);
        Assert.Matches("^3315-[A-Z2-7]{26}$", paper.VerificationCode);
    }

    [Fact]
    public async Task A_request_of_the_early_morning_keeps_the_day_of_the_office()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var model = DocumentsOffice.Model();
        model["kasus"] = new JsonObject { ["diajukan"] = "2026-10-06T23:30:00+00:00" };
        var caseId = Ids.New();

        await office.DoAsync(async work => RefusalExpected.None(await DocumentsOffice.IssueAsync(work, caseId, "AMR", null, model)));

        var kept = await DocumentsOffice.ModelAsync(database, (await office.ListAsync(caseId)).Single().Id);
        Assert.Equal("2026-10-07T06:30:00+07:00", kept["kasus"]!["diajukan"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_office_without_letterhead_or_template_and_a_paper_that_nobody_signs_are_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var bare = await database.NewUnitOfWork(3206);
        Assert.Equal("letterhead-missing", (await DocumentsOffice.IssueAsync(bare, Ids.New(), "SPMB"))?.Code);

        await new SetLetterheadHandler(bare).Handle(new SetLetterhead(DocumentsOffice.Letterhead()), None);
        Assert.Equal("template-missing", (await DocumentsOffice.IssueAsync(bare, Ids.New(), "SPMB"))?.Code);
        Assert.Equal("document-code-unknown", (await DocumentsOffice.IssueAsync(bare, Ids.New(), "XYZ"))?.Code);
        Assert.Equal("document-unsigned", (await DocumentsOffice.IssueAsync(bare, Ids.New(), "SPMB", null, []))?.Code);
    }

    [Theory]
    [InlineData("number = '1'")]
    [InlineData("issued_on = issued_on - 1")]
    [InlineData("positions = ARRAY['Kepala']")]
    public async Task What_was_issued_is_not_rewritten(string change)
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        await office.IssueAsync(Ids.New(), "SPMB");

        await using var superuser = database.AsSuperuser();
        await using var command = superuser.CreateCommand($"UPDATE documents.document SET {change}");
        var refused = await Assert.ThrowsAsync<PostgresException>(command.ExecuteNonQueryAsync);
        Assert.Contains("may not be rewritten", refused.MessageText);
    }
}
