using Alokon.Host;
using Alokon.Host.Pages;
using Alokon.Host.Texts;
using Alokon.Sop.Activities;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Alokon.Sop.Sla;
using System.Text.Json.Nodes;
using Xunit;

namespace Alokon.Tests.Pages;

public sealed class WordsTests
{
    [Fact]
    public void Every_outcome_role_paper_and_status_has_its_Indonesian_word()
    {
        string[] keys =
        [
            .. SopActivities.Steps.SelectMany(s => s.Outcomes).Select(o => $"outcome.{o.Key}"),
            .. Roles.All.Select(r => $"role.{r}"),
            .. DocumentCodes.All.Select(c => $"paper.{c}"),
            .. new[] { "running", "completed", "completedPartial", "completedWithDiscrepancy", "rejected", "withdrawn", "cancelled", "faulted" }.Select(s => $"case.{s}"),
        ];

        Assert.Empty(keys.Except(Words.Keys));
    }

    [Theory]
    [InlineData("""{"kind":"workingMinutes","amount":30}""", "30 menit kerja")]
    [InlineData("""{"kind":"workingDays","amount":2}""", "2 hari kerja")]
    [InlineData("""{"kind":"byZone","zones":{"2":240}}""", "sesuai zona 2: 240 menit kerja")]
    [InlineData("""{"kind":"none"}""", "tanpa batas waktu")]
    public void A_standard_is_read_in_the_wording_of_the_SOP(string standard, string words) =>
        Assert.Equal(words, StandardText.Of(JsonNode.Parse(standard), 2));

    [Fact]
    public void A_time_is_written_as_the_office_says_it()
    {
        var instant = new DateTimeOffset(2026, 10, 5, 2, 15, 0, TimeSpan.Zero);

        Assert.Equal("Senin, 5 Oktober 2026 pukul 09.15 WIB", new LocalTime("Asia/Jakarta").Full(instant));
        Assert.Equal("Senin, 5 Oktober 2026 pukul 11.15 WIT", new LocalTime("Asia/Jayapura").Full(instant));
    }

    [Theory]
    [InlineData(45, "45 menit kerja")]
    [InlineData(180, "3 jam kerja")]
    [InlineData(-200, "3 jam 20 menit kerja")]
    [InlineData(450, "1 hari kerja")]
    [InlineData(960, "2 hari 1 jam kerja")]
    public void Working_time_is_told_in_working_days_of_seven_and_a_half_hours(int minutes, string words) =>
        Assert.Equal(words, WorkTime.Of(minutes));
}
