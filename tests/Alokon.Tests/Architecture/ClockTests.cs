using System.Text.RegularExpressions;
using Xunit;

namespace Alokon.Tests.Architecture;

/// <summary>What is due is judged by the database's clock: a node whose own clock is wrong by a day makes nothing early, late or twice.</summary>
public sealed partial class ClockTests
{
    private static readonly string[] WhoJudge = ["src/Alokon.Engine/", "src/Alokon.Sop/", "src/Alokon.Host/Workers/"];

    [Fact]
    public void Nobody_who_judges_what_is_due_reads_the_clock_of_this_machine() =>
        Assert.Empty(House.Sources.Where(file => WhoJudge.Any(room => file.Path.StartsWith(room, StringComparison.Ordinal)) && !MayMeasure(file.Path) && OwnClock().IsMatch(file.Text)).Select(file => file.Path));

    /// <summary>These limit how long something runs or how fast it is asked; none decides what is due.</summary>
    private static bool MayMeasure(string path) =>
        path.StartsWith("src/Alokon.Engine/Expressions/", StringComparison.Ordinal) || path.EndsWith("/SignInThrottle.cs", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(TimeProvider|Stopwatch|TickCount64|DateTime(Offset)?\.(Utc)?Now)\b")]
    private static partial Regex OwnClock();
}
