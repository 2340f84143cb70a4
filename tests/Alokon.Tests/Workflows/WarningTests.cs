using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows;

/// <summary>Errors block, warnings ask: who publishes says which were read, and is asked again about what came since.</summary>
public sealed class WarningTests
{
    private static readonly string OneVacancy = WithRole(Given.Flow(["mulai -> AskA", "AskA -> End"]).Json, "AskA");
    private static readonly string TwoVacancies = WithRole(WithRole(Given.Flow(["mulai -> AskA", "AskA -> AskB", "AskB -> End"]).Json, "AskA"), "AskB");

    [Fact]
    public async Task What_has_warnings_is_published_by_the_second_call_that_names_them()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(OneVacancy, null));

        var warned = Assert.IsType<DefinitionRefusal.Warned>((await room.SendAsync(new PublishDefinition("uji", null))).Refusal);
        var finding = Assert.Single(warned.Findings);
        Assert.Equal(("position-not-held", "AskA"), (finding.Code, finding.ActivityId));
        Assert.Equal(finding.Token, Assert.Single(warned.Fields).Path);
        Assert.Empty((await room.DoneAsync(new ListDefinitions(new(VersionOptions.Published)))).Items);

        var published = await room.DoneAsync(new PublishDefinition("uji", null) { Acknowledged = [finding.Token] });
        Assert.Equal((1, "published"), (published.Definition.Version, published.Definition.State));
    }

    [Fact]
    public async Task What_came_since_is_asked_too()
    {
        await using var room = await AdminRoom.OpenAsync();
        var seen = (await room.DoneAsync(new SaveDraft(OneVacancy, null))).Seen;
        var read = Assert.IsType<DefinitionRefusal.Warned>((await room.SendAsync(new PublishDefinition("uji", null))).Refusal).Findings.Select(f => f.Token).ToList();
        await room.DoneAsync(new SaveDraft(TwoVacancies, seen));

        var again = Assert.IsType<DefinitionRefusal.Warned>((await room.SendAsync(new PublishDefinition("uji", null) { Acknowledged = read })).Refusal);

        Assert.Equal("AskB", Assert.Single(again.Findings).ActivityId);
    }

    [Fact]
    public async Task No_acknowledgement_helps_against_an_error()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(WithRole(Given.Flow(["mulai -> AskA", "AskA -> AskB", "AskB -> AskA"]).Json, "AskA"), null));
        var faulty = Assert.IsType<DefinitionRefusal.Faulty>((await room.SendAsync(new PublishDefinition("uji", null))).Refusal);

        var still = (await room.SendAsync(new PublishDefinition("uji", null) { Acknowledged = [.. faulty.Findings.Select(f => f.Token)] })).Refusal;

        Assert.IsType<DefinitionRefusal.Faulty>(still);
    }

    [Fact]
    public async Task Of_many_at_once_those_with_warnings_are_named_and_stay()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(OneVacancy, null));

        var done = await room.DoneAsync(new BulkDefinitions(BulkDeed.Publish, ["uji"]));

        Assert.Equal("definition-warned", Assert.Single(done.Refused).Code);
    }

    private static string WithRole(string json, string step)
    {
        var definition = JsonNode.Parse(json)!;
        definition["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.ToString() == step)!["role"] = "gudang";
        return definition.ToJsonString();
    }
}
