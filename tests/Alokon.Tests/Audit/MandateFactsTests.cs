using Alokon.Engine;
using Alokon.Sop.Activities;
using Alokon.Sop.Requests;
using Xunit;

namespace Alokon.Tests.Audit;

/// <summary>Who acts as Plt. or Plh. leaves decree and term in the history of the case.</summary>
public sealed class MandateFactsTests
{
    private static readonly DateTimeOffset From = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_acting_officers_answer_names_the_decree_and_its_term()
    {
        var facts = CaseFacts.Of(File(), "setuju", By("plt", "SK Nomor 800.1.3/212/2026", From.AddMonths(4)));

        Assert.Equal(
            """{"kind":"plt","number":"SK Nomor 800.1.3/212/2026","from":"2026-08-03T00:00:00+00:00","until":"2026-12-03T00:00:00+00:00"}""",
            facts["mandate"]!.ToJsonString(CaseFileJson.Options));
    }

    [Fact]
    public void Who_holds_the_position_in_their_own_right_needs_no_mandate() =>
        Assert.False(CaseFacts.Of(File(), "setuju", By("definitif", null, null)).ContainsKey("mandate"));

    private static Performer By(string mandate, string? number, DateTimeOffset? until)
    {
        var holding = new Holding(Ids.New(), "kabid", "Kepala Bidang KB", "office", "", mandate, number, From, until);
        return Performer.Of(new Officer(3315, Ids.New(), Ids.New(), "kabid", "Contoh", null, null, [holding]), holding);
    }

    private static CaseFile File() => new()
    {
        Number = "AMR-1",
        Kind = "rutin",
        Period = "2026-10",
        SubmittedAt = From,
        Facility = new FacilityFacts("3315007", "Puskesmas", "puskesmas", "Sumberwangi", "Jalan 1", 1, 1),
        Requester = By("definitif", null, null),
        Lines = [],
        Attachments = [],
        Steps = new Dictionary<string, StepDone>(),
    };
}
