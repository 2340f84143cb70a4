using Alokon.Engine;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    // Monday 5 October 2026, 09:00 in Jakarta.
    private static readonly DateTimeOffset Monday = new(2026, 10, 5, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 * * * *", "2026-10-05T10:00")]
    [InlineData("0 0 8 * * *", "2026-10-06T08:00")]
    [InlineData("0 0 8 * * 1", "2026-10-12T08:00")] // 1 is Monday, as Elsa counts
    [InlineData("0 0 8 ? * 0", "2026-10-11T08:00")]
    [InlineData("0 0 8 * * 7", "2026-10-11T08:00")]
    [InlineData("0 0 8 * * 1-5", "2026-10-06T08:00")]
    [InlineData("0 0 8 * * MON,FRI", "2026-10-09T08:00")]
    [InlineData("0 0 8 1 1,4,7,10 *", "2027-01-01T08:00")] // the routine round every three months
    [InlineData("0 0 8 1 */3 ?", "2027-01-01T08:00")]
    [InlineData("0 0 8 L * ?", "2026-10-31T08:00")]
    [InlineData("0 0 8 ? * 1#2", "2026-10-12T08:00")]
    [InlineData("0 0 8 13 * 5", "2026-11-13T08:00")] // both must hold: Friday the 13th
    [InlineData("*/5 * * * * *", "2026-10-05T09:00:05")]
    [InlineData("@daily", "2026-10-06T00:00")]
    public void The_next_occurrence_is_reckoned_in_the_office_s_zone(string expression, string local) =>
        Assert.Equal(DateTimeOffset.Parse(local + "+07:00", null), CronSchedule.Find(expression)!.After(Monday, Jakarta));

    [Theory]
    [InlineData("0 0 0 31 2 ?")]
    [InlineData("0 0 0 1 1 ? 2020")]
    public void What_never_comes_again_is_none(string expression) => Assert.Null(CronSchedule.Find(expression)!.After(Monday, Jakarta));

    [Theory]
    [InlineData("BadCronExpression")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0 8 * * 1")]
    [InlineData("0 0 8 * * 8")]
    [InlineData("0 0 25 * * *")]
    public void What_is_no_expression_is_not_found(string? expression) => Assert.Null(CronSchedule.Find(expression));
}
