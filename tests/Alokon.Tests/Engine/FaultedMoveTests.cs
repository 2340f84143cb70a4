using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>A case in which something failed comes to a version that mends the cause, and is tried again there.</summary>
public sealed class FaultedMoveTests
{
    [Fact]
    public void What_failed_is_tried_again_as_the_new_version_has_it()
    {
        var walk = Failed();
        Assert.Equal(("Faulted", "hitung"), (walk.State.SubStatus, Assert.Single(walk.State.Incidents!).ActivityId));

        walk.MoveTo(Chart(2, Number("hitung", 12)));
        Assert.Equal(("Faulted", 2), (walk.State.SubStatus, walk.State.DefinitionVersion));
        Assert.Equal(["AskB"], walk.Retry(1).Waiting);

        Assert.Equal(12, walk.State.Variables["Angka"]!.GetValue<int>());
        Assert.Null(walk.State.Incidents);
        Assert.Equal("Finished", walk.Answer("AskB", "Done").State.Status);
    }

    [Fact]
    public void An_activity_that_failed_before_it_did_anything_may_be_replaced_by_one_of_another_kind()
    {
        var walk = Failed();

        walk.MoveTo(Chart(2, Make.Line("tanpa-hitung")), ("hitung", "tanpa-hitung"));
        Assert.Equal(("tanpa-hitung", "Elsa.WriteLine"), (walk.State.Incidents![0].ActivityId, walk.State.Incidents[0].ActivityType));

        Assert.Equal(["AskB"], walk.Retry(1).Waiting);
        Assert.Equal(["tanpa-hitung"], walk.Lines);
    }

    [Fact]
    public void An_activity_that_failed_over_an_answer_keeps_its_kind_and_the_answer()
    {
        var registry = new ActivityRegistry([.. BuiltInActivities.All, new FakeStep("Test.Step"), new FailsOverAnswers()]);
        var (one, two) = (Chart(1, Make.Node("Test.Fails", "gagal")), Chart(2, Make.Node("Test.Fails", "gagal-juga")));
        var stimulus = new Stimulus(Guid.Empty, Given.Now);
        var state = Burst.Start(one, registry, stimulus, [], []).Value.State;
        state = Burst.Resume(one, registry, stimulus, state, 1, new() { ["outcome"] = "Done" }).Value.State;
        state = Burst.Resume(one, registry, stimulus, state, state.Bookmarks.Single().Id, new() { ["kode"] = "STK3" }).Value.State;

        Outcome<MovePlan> Move(WorkflowDefinition to, string target) =>
            InstanceMove.Plan(one, to, registry, new StepMap(new Dictionary<string, string> { ["gagal"] = target }), stimulus, state);

        Assert.Equal(["move-kind-changed"], Move(Chart(2, Make.Line("lain")), "lain").Refusal!.Fields.Select(f => f.Code));
        Assert.Equal("""{"kode":"STK3"}""", Move(two, "gagal-juga").Value.State.Incidents!.Single().Answer!.ToJsonString());
    }

    [Fact]
    public void Branches_beside_the_failure_wait_on_and_their_join_still_holds()
    {
        string[] arrows = ["mulai -> AskA", "mulai -> AskB", "AskA -> hitung", "hitung -> JoinX", "AskB -> JoinX", "JoinX -> Sesudah"];
        var walk = new Walk(Branches(1, Text("hitung", "dua belas"), arrows)).Answer("AskA", "Done");
        Assert.Equal("Faulted", walk.State.SubStatus);

        walk.MoveTo(Branches(2, Number("hitung", 12), [.. arrows, "Sesudah -> AskC"])).Retry(1);

        Assert.Equal(("AskB", "Suspended"), (Assert.Single(walk.Waiting), walk.State.SubStatus));
        Assert.Empty(walk.Lines);
        Assert.Equal(["AskC"], walk.Answer("AskB", "Done").Waiting);
    }

    [Fact]
    public void A_failure_whose_place_is_gone_is_an_obstacle() =>
        Assert.Equal(["hitung:move-step-gone"], Failed().WhyNot(Chart(2, Make.Line("lain"))));

    [Fact]
    public void What_is_over_does_not_move() =>
        Assert.Equal([":instance-ended"], Failed().Cancel().WhyNot(Chart(2, Number("hitung", 12))));

    private static Walk Failed()
    {
        var walk = new Walk(Chart(1, Text("hitung", "dua belas")));
        return walk.Answer("AskA", "Done");
    }

    private static WorkflowDefinition Chart(int version, JsonObject second, JsonObject? first = null)
    {
        var id = second["id"]!.GetValue<string>();
        return Branches(version, second, ["mulai -> AskA", $"AskA -> {id}", $"{id} -> AskB", "AskB -> End"], first);
    }

    private static WorkflowDefinition Branches(int version, JsonObject second, string[] arrows, JsonObject? first = null)
    {
        var flow = JsonNode.Parse(Given.Flow(arrows, ("JoinX", "WaitAll")).Json)!.AsObject();
        var activities = flow["root"]!["activities"]!.AsArray();
        foreach (var other in new[] { second, first }.OfType<JsonObject>())
        {
            activities.RemoveAll(activity => activity!["id"]!.GetValue<string>() == other["id"]!.GetValue<string>());
            activities.Add(other.DeepClone());
        }

        flow["variables"] = new JsonArray(new JsonObject { ["id"] = "Angka", ["name"] = "Angka", ["typeName"] = "Int32" });
        return Given.Parse(DefinitionText.Numbered(Given.Parse(flow.ToJsonString()), version, $"uji-v{version}", isPublished: true));
    }

    private sealed class FailsOverAnswers : IActivity
    {
        public ActivityDescriptor Descriptor { get; } = new("Test.Fails", "", "", "", [], [], ["Done"]);

        public Refusal? Execute(ActivityContext c)
        {
            c.CreateBookmark("Test.Fails");
            return null;
        }

        public Refusal? Resume(ActivityContext c, JsonObject stimulus) => throw new ActivityFault("gagal", "Uji", "Uji", "not this answer");
    }

    private static JsonObject Text(string id, string value) => Make.SetVariable(id, "Angka", value);

    private static JsonObject Number(string id, int value) => Make.SetVariable(id, "Angka", value);
}
