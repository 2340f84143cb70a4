using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Tests.Engine.Model;
using Xunit;

namespace Alokon.Tests.Engine.Weaknesses;

/// <summary>What Elsa's users suffer from inside a step.</summary>
public sealed class BurstWeaknessTests
{
    private static readonly Stimulus Stimulus = new(Guid.Empty, Given.Now);

    [Fact]
    public void W06_joins_and_loops_do_what_their_description_says()
    {
        Kind[] kinds = [Kind.Line, Kind.Ask, Kind.Decision, Kind.FlowFork, Kind.Join, Kind.End, Kind.Flowchart, Kind.Sequence];
        for (var seed = 0; seed < 300; seed++)
        {
            Assert.Null(ModelCase.Random(new Random(seed), kinds).FindFault());
        }
    }

    [Fact]
    public void W06_a_race_that_takes_a_branch_away_does_not_end_the_case_before_what_still_has_a_token()
    {
        // The token of D lies there while AskB, from where another could come, is taken away: D has not run, so it is not the end.
        var walk = new Walk(Given.TokenFlow(["mulai -> AskB", "mulai -> Join", "AskB:b -> Join", "Join -> D", "AskB:a -> D"], ("Join", "WaitAny"), ("D", "Converge")));

        Assert.Equal(("Suspended", "workflow-stuck"), (walk.State.SubStatus, Assert.Single(walk.State.Incidents!).Code));
    }

    [Fact]
    public void W07_one_step_reached_twice_at_once_waits_twice_and_both_answers_count()
    {
        var walk = new Walk(Given.Parse("""
            { "definitionId": "uji", "root": { "id": "setiap", "type": "Elsa.ParallelForEach",
              "items": { "typeName": "Object", "expression": { "type": "Object", "value": "[1,2,3]" } },
              "body": { "id": "AskA", "type": "Test.Step" } } }
            """));
        Assert.Equal(["AskA", "AskA", "AskA"], walk.Waiting);

        foreach (var bookmark in walk.State.Bookmarks.Select(b => b.Id).Reverse().ToList())
        {
            walk.AnswerBookmark(bookmark, "Done");
        }

        Assert.Equal(("Finished", "Finished"), (walk.State.Status, walk.State.SubStatus));
        Assert.Single(walk.Effects.OfType<Answered>());
    }

    [Fact]
    public void W10_the_cost_of_one_burst_grows_with_the_decisions_it_takes_and_not_with_their_square()
    {
        var (half, whole) = (Allocated(Ladder(1_000)), Allocated(Ladder(2_000)));

        Assert.InRange(whole, 0, 40_000_000);
        Assert.InRange((double)whole / half, 0, 3);
    }

    [Fact]
    public void W10_one_answer_in_a_workflow_of_two_thousand_decisions_costs_little()
    {
        var definition = Ladder(2_000);
        var state = Burst.Start(definition, Given.Registry, Stimulus, [], []).Value.State;
        Burst.Resume(definition, Given.Registry, Stimulus, state, state.Bookmarks[0].Id, Answer());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var moved = Burst.Resume(definition, Given.Registry, Stimulus, state, state.Bookmarks[0].Id, Answer());
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(moved.Value.State.IsFinished);
        Assert.InRange(bytes, 1, 8_000_000);
        Assert.InRange(state.ToUtf8().Length, 1, 250_000);
    }

    [Fact]
    public void W15_outputs_input_and_variables_survive_suspension_unless_memory_was_chosen_by_name()
    {
        var definition = Given.Parse("""
            { "definitionId": "uji",
              "variables": [
                { "id": "v1", "name": "Diingat", "typeName": "String", "storageDriverTypeName": "Elsa.Workflows.Services.WorkflowStorageDriver, Elsa.Workflows.Core" },
                { "id": "v3", "name": "Sekejap", "typeName": "String", "value": "awal", "storageDriverTypeName": "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core" },
                { "id": "v2", "name": "Tanpa", "typeName": "String", "storageDriverTypeName": null }],
              "root": { "id": "urut", "type": "Elsa.Sequence", "activities": [
                { "id": "s1", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Diingat" }, "value": { "typeName": "Object", "expression": { "type": "Literal", "value": "satu" } } },
                { "id": "s2", "type": "Elsa.SetVariable", "variable": { "id": "v2", "name": "Tanpa" }, "value": { "typeName": "Object", "expression": { "type": "Input", "value": { "name": "faskes" } } } },
                { "id": "AskA", "type": "Test.Step" }, { "id": "AskB", "type": "Test.Step" },
                { "id": "t1", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "id": "v1", "name": "Diingat" } } } },
                { "id": "t2", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "id": "v2", "name": "Tanpa" } } } },
                { "id": "t3", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Input", "value": { "name": "faskes" } } } } ] } }
            """);

        var walk = new Walk(definition, new JsonObject { ["faskes"] = "3315007" }).Answer("AskA", "setuju").Answer("AskB", "tolak");

        Assert.Equal(["satu", "3315007", "3315007"], walk.Lines);
        Assert.Null(walk.State.Variables["v3"]);
        Assert.Equal("setuju", walk.State.Outputs["AskA"]?["answer"]?.GetValue<string>());
    }

    [Fact]
    public void W18_a_case_in_which_nobody_waits_has_ended()
    {
        Kind[] kinds = [.. Enum.GetValues<Kind>()];
        for (var seed = 0; seed < 300; seed++)
        {
            var one = ModelCase.Random(new Random(seed), kinds);
            Assert.Null(one.FindFault());
        }
    }

    /// <summary>Decisions one after the other, each with a way out that is not taken; then somebody is asked.</summary>
    private static WorkflowDefinition Ladder(int decisions) => Given.Flow(
    [
        "mulai -> Yes0",
        .. Enumerable.Range(0, decisions).SelectMany(i => new[] { $"Yes{i}:True -> {(i + 1 < decisions ? $"Yes{i + 1}" : "AskA")}", $"Yes{i}:False -> Keluar" }),
        "AskA -> End",
    ]);

    private static long Allocated(WorkflowDefinition definition)
    {
        // Once before: what is computed once for all cases (the graph) does not count.
        Burst.Start(definition, Given.Registry, Stimulus, [], []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var burst = Burst.Start(definition, Given.Registry, Stimulus, [], []);
        Assert.Equal("AskA", Assert.Single(burst.Value.State.Bookmarks).ActivityId);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static JsonObject Answer() => new() { ["outcome"] = "Done" };
}
