using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>a.n. and u.b.: somebody signs for a superior, and the paper and the history say by which mandate.</summary>
public sealed class SigningMandateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly SigningMandate OfKabid = new(
        Guid.Empty, "kabid", "an", ["SPMB", "TOLAK"], "Kepala DP3AKB Kabupaten Grobogan", null, "SK Nomor 800.1/77/2026", new(2026, 1, 2), new(2020, 1, 1), null);

    [Fact]
    public async Task A_paper_that_the_mandate_covers_names_the_superior_first_and_the_history_keeps_decree_and_days()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        await office.DoAsync(async work => Assert.Null((await new GiveSigningMandateHandler(work).Handle(new GiveSigningMandate(OfKabid), None)).Refusal));
        var recorded = new List<JsonObject>();
        var caseId = Ids.New();

        await office.DoAsync(async work =>
        {
            RefusalExpected.None(await IssueAsync(work, caseId, "SPMB", recorded));
            RefusalExpected.None(await IssueAsync(work, caseId, "DISP", recorded));
        });

        var papers = await office.ListAsync(caseId);
        Assert.Equal(["a.n. Kepala DP3AKB Kabupaten Grobogan, Plt. Kepala Bidang KB"], papers.Single(p => p.Code == "SPMB").Positions);
        Assert.Equal(["Plt. Kepala Bidang KB"], papers.Single(p => p.Code == "DISP").Positions); // signed in the own right
        var model = await DocumentsOffice.ModelAsync(database, papers.Single(p => p.Code == "SPMB").Id);
        Assert.Equal("SK Nomor 800.1/77/2026", model["penandatangan"]!["atasNama"]!["nomor"]!.GetValue<string>());
        var facts = Assert.Single(recorded);
        Assert.Equal(
            ("SPMB", "an", "SK Nomor 800.1/77/2026", "2026-01-02", "2020-01-01"),
            (facts["document"]!.GetValue<string>(), facts["mandate"]!.GetValue<string>(), facts["number"]!.GetValue<string>(), facts["dated"]!.GetValue<string>(), facts["from"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_mandate_that_has_ended_covers_nothing_any_more()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        await office.DoAsync(async work =>
        {
            var given = await new GiveSigningMandateHandler(work).Handle(new GiveSigningMandate(OfKabid), None);
            await work.FlushAsync(None);
            Assert.Null((await new EndSigningMandateHandler(work).Handle(new EndSigningMandate(given.Value.Id, new(2020, 12, 31)), None)).Refusal);
        });
        var recorded = new List<JsonObject>();
        var caseId = Ids.New();

        await office.DoAsync(async work => RefusalExpected.None(await IssueAsync(work, caseId, "SPMB", recorded)));

        Assert.Equal(["Plt. Kepala Bidang KB"], (await office.ListAsync(caseId)).Single().Positions);
        Assert.Empty(recorded);
        Assert.NotNull((await office.AskAsync(work => new ListSigningMandatesHandler(work).Handle(new ListSigningMandates(), None))).Value.Single().Until);
    }

    [Fact]
    public async Task With_ub_the_one_between_is_named_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var mandate = OfKabid with { Kind = "ub", OnBehalf = "Bupati Grobogan", Through = "Kepala DP3AKB" };
        await office.DoAsync(async work => Assert.Null((await new GiveSigningMandateHandler(work).Handle(new GiveSigningMandate(mandate), None)).Refusal));
        var caseId = Ids.New();

        await office.DoAsync(async work => RefusalExpected.None(await IssueAsync(work, caseId, "SPMB", [])));

        Assert.Equal(["a.n. Bupati Grobogan, Kepala DP3AKB, u.b. Plt. Kepala Bidang KB"], (await office.ListAsync(caseId)).Single().Positions);
    }

    [Fact]
    public async Task A_mandate_without_decree_of_an_unknown_kind_or_for_unknown_papers_is_refused_field_by_field()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var wrong = OfKabid with { Kind = "pp", Number = " ", Codes = ["SPMB", "XYZ"], Through = "Sekretaris", Until = new(2019, 1, 1) };

        var refused = await office.AskAsync(work => new GiveSigningMandateHandler(work).Handle(new GiveSigningMandate(wrong), None));

        var input = Assert.IsType<InvalidInput>(refused.Refusal);
        Assert.Equal(["codes", "kind", "number", "through", "until"], input.Fields.Select(e => e.Path).Order(StringComparer.Ordinal));
    }

    private static Task<Refusal?> IssueAsync(UnitOfWork work, Guid caseId, string code, List<JsonObject> recorded)
    {
        var model = DocumentsOffice.Model();
        model["penandatangan"]!["peran"] = "kabid";
        var handler = new IssueDocumentHandler(new DocumentOptions("https://alokon.example"), new PaperShelf(), (_, _, facts, _) =>
        {
            recorded.Add(facts);
            return Task.CompletedTask;
        });
        return handler.ApplyAsync(work, DocumentsOffice.Source, new IssueDocument(caseId, code, null, model), None);
    }
}
