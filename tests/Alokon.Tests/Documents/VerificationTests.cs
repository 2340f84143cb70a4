using System.Text.Json;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Documents;

public sealed class VerificationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Whoever_scans_the_code_learns_number_date_and_position_but_no_name()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var paper = await office.IssueAsync(Ids.New(), "SPMB");

        var answer = (await office.AskAsync(w => new VerifyByCodeHandler(w).Handle(new VerifyByCode(paper.VerificationCode), None))).Value;

        Assert.Equal((paper.Number, paper.IssuedOn, true, true), (answer.Number, answer.IssuedOn, answer.InForce, answer.Demo));
        Assert.Equal(["Plt. Kepala Bidang KB"], answer.Positions);
        Assert.DoesNotContain("Rahasia", JsonSerializer.Serialize(answer));
    }

    [Fact]
    public async Task The_pdf_itself_is_known_by_its_bytes_and_one_byte_more_is_a_changed_copy()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var paper = await office.IssueAsync(Ids.New(), "SPMB");
        Assert.True(await PaperPrinter.PrintNextAsync(database));
        var pdf = (await office.AskAsync(w => new GetDocumentPdfHandler(w).Handle(new GetDocumentPdf(paper.Id), None))).Value.Bytes;

        Assert.Equal(paper.VerificationCode, VerificationCode.FindIn(pdf));
        Assert.Equal(paper.Number, (await VerifyAsync(office, pdf)).Value.Number);
        Assert.Equal("document-changed", (await VerifyAsync(office, [.. pdf, 0])).Refusal?.Code);
        Assert.Equal("document-not-known", (await VerifyAsync(office, [.. "%PDF-1.7 entah dari mana"u8])).Refusal?.Code);
    }

    [Fact]
    public async Task A_cancelled_paper_says_so_and_is_not_cancelled_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var paper = await office.IssueAsync(Ids.New(), "SPMB");

        await office.DoAsync(async w => Assert.Null((await new CancelDocumentHandler(w).Handle(new CancelDocument(paper.Id, "Salah tujuan"), None)).Refusal));

        var answer = (await office.AskAsync(w => new VerifyByCodeHandler(w).Handle(new VerifyByCode(paper.VerificationCode), None))).Value;
        Assert.False(answer.InForce);
        var again = await office.AskAsync(w => new CancelDocumentHandler(w).Handle(new CancelDocument(paper.Id, "Lagi"), None));
        Assert.Equal("document-already-cancelled", again.Refusal?.Code);
    }

    [Theory]
    [InlineData("3315-AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("3206-AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1")]
    [InlineData("")]
    public async Task A_code_that_nobody_issued_is_not_known(string code)
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);

        var answer = await office.AskAsync(w => new VerifyByCodeHandler(w).Handle(new VerifyByCode(code), None));

        Assert.Equal("document-not-known", answer.Refusal?.Code);
    }

    [Theory]
    [InlineData("3315-ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3315)]
    [InlineData("3315-abcdefghijklmnopqrstuvwxyz", null)]
    [InlineData("3315-ABC", null)]
    public void The_code_names_its_office(string code, int? expected) => Assert.Equal(expected, VerificationCode.OfficeOf(code));

    [Fact]
    public void A_thousand_codes_are_a_thousand_different_ones() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => VerificationCode.New(1608)).Distinct().Count());

    private static Task<Outcome<Verification>> VerifyAsync(DocumentsOffice office, byte[] pdf) =>
        office.AskAsync(w => new VerifyByPdfHandler(w).Handle(VerifyByPdf.Of(pdf), None));
}
