using System.Text.Json.Nodes;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Which values the journal shows: Elsa's fixtures, and a running case.</summary>
public sealed class LogPersistenceTests
{
    [Theory]
    [InlineData("input-output-logging-1.json", "ea21b3863867ebb3", true)] // nothing is said
    [InlineData("input-output-logging-1.json", "4726389b3d516c40", false)] // excluded by the activity's default
    [InlineData("input-output-logging-1.json", "e13b09839d4244b9", true)] // included by name against the default
    [InlineData("input-output-logging-1.json", "1ba2922db9052ce9", false)] // excluded by name against the default
    [InlineData("input-output-logging-2.json", "30d32d634c1ddbfa", true)] // the workflow excludes, the activity includes
    [InlineData("input-output-logging-2.json", "50fcb804a7ace442", false)] // the workflow excludes
    [InlineData("input-output-logging-2.json", "3f00f1de3ec2862b", true)]
    [InlineData("input-output-logging-2.json", "3dcff307781b3707", false)]
    public void A_dry_run_shows_what_the_definition_does_not_hide(string fixture, string activity, bool shown)
    {
        var completed = Given.Run(Given.Parse(Given.Fixture(fixture))).Value.Journal.Single(e => Is(e, "Completed", activity));

        Assert.Equal(shown, completed!["inputs"]?["text"] is not null);
    }

    [Fact]
    public void A_running_case_shows_only_what_was_asked_for()
    {
        var journal = Burst.Start(Given.Parse(Given.Fixture("input-output-logging-1.json")), Given.Registry, new(Guid.Empty, Given.Now), [], []).Value.Journal;

        Assert.Equal(["e13b09839d4244b9"], journal.Where(e => e!["inputs"] is not null).Select(e => e!["activityId"]!.GetValue<string>()));
    }

    private static bool Is(JsonNode? entry, string happened, string activity) =>
        entry!["event"]!.GetValue<string>() == happened && entry["activityId"]!.GetValue<string>() == activity;
}
