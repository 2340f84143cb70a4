using Alokon.Engine.Definitions;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>The ways through the SOP of Grobogan, with steps that only wait and answer.</summary>
public sealed class GroboganTests
{
    private static readonly WorkflowDefinition Sop = Given.Parse(Given.Grobogan);

    [Fact]
    public void A_request_goes_from_terima_to_arsip()
    {
        var walk = ToDisposisi(new Walk(Sop)).Answer("disposisi", "setuju");
        Deliver(walk, "cocok");

        Assert.Equal(("Finished", "akhir-selesai"), (walk.State.Status, walk.State.EndedBy));
    }

    [Theory]
    [InlineData("setuju", "setujuSebagian", "selisih")]
    [InlineData("setujuSebagian", "setuju", "cocok")]
    [InlineData("tolak", "setuju", "cocok")]
    public void Whatever_is_recommended_the_division_head_decides(string recommended, string decided, string counted)
    {
        var walk = new Walk(Sop).Answer("terima", "lengkap").Answer("teliti", "sesuai").Answer("rekomendasi", recommended).Answer("disposisi", decided);
        Deliver(walk, counted);

        Assert.Equal("akhir-selesai", walk.State.EndedBy);
    }

    [Fact]
    public void A_refusal_by_the_division_head_ends_it() =>
        Assert.Equal("akhir-ditolak", ToDisposisi(new Walk(Sop)).Answer("disposisi", "tolak").State.EndedBy);

    [Fact]
    public void What_is_returned_comes_back_to_the_step_that_returned_it_as_often_as_needed()
    {
        var walk = new Walk(Sop);
        for (var round = 0; round < 3; round++)
        {
            walk.Answer("terima", "kembalikan").Answer("perbaiki-terima", "ajukan");
        }

        walk.Answer("terima", "lengkap").Answer("teliti", "kembalikan").Answer("perbaiki-teliti", "ajukan").Answer("teliti", "kembalikan").Answer("perbaiki-teliti", "ajukan");
        walk.Answer("teliti", "sesuai").Answer("rekomendasi", "setuju");
        walk.Answer("disposisi", "kembalikan").Answer("perbaiki-disposisi", "ajukan").Answer("disposisi", "setuju");
        Deliver(walk, "selisih");

        Assert.Equal("akhir-selesai", walk.State.EndedBy);
    }

    [Theory]
    [InlineData("terima")]
    [InlineData("teliti")]
    [InlineData("disposisi")]
    public void A_request_sent_back_can_be_withdrawn_even_after_a_round(string step)
    {
        var walk = new Walk(Sop);
        // One round through every loop before the last one: their counters must not keep the withdrawal from ending the case.
        foreach (var (before, outcome) in new[] { ("terima", "lengkap"), ("teliti", "sesuai"), ("rekomendasi", "setuju"), ("disposisi", "setuju") })
        {
            if (before != "rekomendasi")
            {
                walk.Answer(before, "kembalikan").Answer($"perbaiki-{before}", "ajukan");
            }

            if (before == step)
            {
                break;
            }

            walk.Answer(before, outcome);
        }

        walk.Answer(step, "kembalikan").Answer($"perbaiki-{step}", "tarik");

        Assert.Equal(("Finished", $"akhir-ditarik-{step}"), (walk.State.SubStatus, walk.State.EndedBy));
        Assert.Equal("withdrawn", Sop.Nodes[walk.State.EndedBy!].CustomProperties["Alokon:caseStatus"]?.GetValue<string>());
    }

    [Fact]
    public void Every_step_has_its_place_in_the_designer()
    {
        var positions = Sop.Root.Port("activities").Select(node => node.Json["metadata"]!["designer"]!["position"]!.ToJsonString()).ToList();

        Assert.Equal(positions.Count, positions.Distinct().Count());
    }

    private static Walk ToDisposisi(Walk walk) => walk.Answer("terima", "lengkap").Answer("teliti", "sesuai").Answer("rekomendasi", "setuju");

    private static void Deliver(Walk walk, string counted) =>
        walk.Answer("kirim", "terkirim").Answer("serahkan", "diserahkan").Answer("cocokkan", counted).Answer("salurkan", "selesai").Answer("lapor", "selesai").Answer("arsip", "selesai");
}
