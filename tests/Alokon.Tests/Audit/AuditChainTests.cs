using System.Text;
using System.Text.Json.Nodes;
using Alokon.Sop.Audit;
using Alokon.Tests.Archive;
using Xunit;

namespace Alokon.Tests.Audit;

public sealed class AuditChainTests
{
    private static readonly Guid Case = Guid.Parse("019a0000-0000-7000-8000-000000000001");

    [Fact]
    public void A_line_has_one_exact_form()
    {
        var line = new AuditLine(
            Case,
            1,
            new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.FromHours(7)).AddTicks(1234560),
            Guid.Parse("019a0000-0000-7000-8000-000000000002"),
            "Plt. Kepala Bidang \"KB\" & Keséhatan",
            "task.completed",
            null,
            new JsonObject { ["b"] = 1, ["a"] = new JsonArray("STK3", 480, null) },
            AuditLine.FirstPrev);

        Assert.Equal(
            """{"v":1,"case":"019a0000-0000-7000-8000-000000000001","seq":1,"at":"2026-10-05T02:00:00.123456Z","actor":"019a0000-0000-7000-8000-000000000002","position":"Plt. Kepala Bidang \"KB\" & Keséhatan","kind":"task.completed","step":null,"data":{"b":1,"a":["STK3",480,null]},"prev":"0000000000000000000000000000000000000000000000000000000000000000"}""",
            Encoding.UTF8.GetString(line.ToBytes()));
    }

    [Fact]
    public void A_line_reads_back_to_the_same_bytes()
    {
        foreach (var line in SamplePack.Chain(Case, 5))
        {
            Assert.Equal(line.ToArray(), AuditLine.Read(line)?.ToBytes());
        }
    }

    [Theory]
    [InlineData("""{ "v":1}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"v":2,"case":"019a0000-0000-7000-8000-000000000001"}""")]
    public void What_is_no_line_is_not_read(string text) => Assert.Null(AuditLine.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void White_space_or_another_order_is_not_the_same_line()
    {
        var line = Encoding.UTF8.GetString(SamplePack.Chain(Case, 1)[0].Span);
        Assert.Null(AuditLine.Read(Encoding.UTF8.GetBytes(line.Replace("\"v\":1", "\"v\": 1"))));
        Assert.Null(AuditLine.Read(Encoding.UTF8.GetBytes(line + " ")));
        Assert.Null(AuditLine.Read(Encoding.UTF8.GetBytes(line.Replace("\"v\":1,", "\"v\":1,\"v\":1,"))));
    }

    [Fact]
    public void An_untouched_chain_holds()
    {
        var lines = SamplePack.Chain(Case, 9);
        Assert.Null(AuditChain.Check(Case, lines, 9, AuditLine.Hash(lines[^1].Span)));
    }

    [Fact]
    public void Tampering_is_found_and_placed()
    {
        var lines = SamplePack.Chain(Case, 6);
        var end = AuditLine.Hash(lines[^1].Span);
        ChainFault? Check(params ReadOnlyMemory<byte>[] altered) => AuditChain.Check(Case, altered, 6, end);
        var edited = Edit(lines[2], "\"n\":3", "\"n\":9");

        Assert.Equal(new ChainFault(4, ChainFault.BrokenLink), Check(lines[0], lines[1], edited, lines[3], lines[4], lines[5]));
        Assert.Equal(new ChainFault(3, ChainFault.BrokenLink), Check(lines[0], lines[1], lines[3], lines[4], lines[5]));
        Assert.Equal(new ChainFault(3, ChainFault.BrokenLink), Check(lines[0], lines[1], lines[1], lines[2], lines[3], lines[4], lines[5]));
        Assert.Equal(new ChainFault(2, ChainFault.BrokenLink), Check(lines[0], lines[2], lines[1], lines[3], lines[4], lines[5]));
        Assert.Equal(new ChainFault(6, ChainFault.WrongCount), Check(lines[0], lines[1], lines[2], lines[3], lines[4]));
        Assert.Equal(new ChainFault(6, ChainFault.WrongHead), Check(lines[0], lines[1], lines[2], lines[3], lines[4], Edit(lines[5], "case.sealed", "case.saeled")));
        Assert.Equal(new ChainFault(1, ChainFault.WrongCount), AuditChain.Check(Case, [], 6, end));
    }

    [Fact]
    public void A_chain_made_anew_is_found_by_its_end()
    {
        var lines = SamplePack.Chain(Case, 6);
        var other = SamplePack.Chain(Case, 6, first: 100);
        Assert.Equal(new ChainFault(6, ChainFault.WrongHead), AuditChain.Check(Case, other, 6, AuditLine.Hash(lines[^1].Span)));
        Assert.Equal(new ChainFault(1, ChainFault.OtherCase), AuditChain.Check(Guid.Empty, lines, 6, AuditLine.Hash(lines[^1].Span)));
    }

    private static ReadOnlyMemory<byte> Edit(ReadOnlyMemory<byte> line, string from, string to)
    {
        var text = Encoding.UTF8.GetString(line.Span);
        Assert.Contains(from, text);
        return Encoding.UTF8.GetBytes(text.Replace(from, to));
    }
}
