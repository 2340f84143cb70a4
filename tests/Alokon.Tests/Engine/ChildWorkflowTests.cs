using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Workflows that another one starts, each in an instance of its own.</summary>
public sealed class ChildWorkflowTests
{
    private static readonly WorkflowDefinition Child = Given.Parse("""
        { "definitionId": "anak", "isPublished": true, "outputs": [{ "name": "Hasil", "type": "Object" }], "root": { "id": "urut", "type": "Elsa.Sequence", "activities": [
            { "id": "tulis", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Input", "value": { "name": "Item" } } } } ] } }
        """);

    [Fact]
    public void Who_waits_is_told_how_the_child_ended()
    {
        var run = Given.Run(Given.Parse(Given.Fixture("parent-with-wait.json")), "{}", Given.Parse(Given.Fixture("child-workflow.json"))).Value;

        Assert.Equal(["Parent: Before child", "Child: Executing", "Parent: After child"], run.Lines);
        Assert.Equal(("Finished", "Finished"), (run.State.Status, run.State.SubStatus));
        Assert.Equal("Finished", run.State.Outputs["ExecuteWorkflow1"]?["result"]?["SubStatus"]?.GetValue<string>());
    }

    [Fact]
    public void Who_does_not_wait_goes_on()
    {
        var run = Given.Run(Given.Parse(Given.Fixture("parent-no-wait.json")), "{}", Given.Parse(Given.Fixture("child-workflow.json"))).Value;

        Assert.Equal("Finished", run.State.Status);
        Assert.Equal(["Child: Executing", "Parent: After child", "Parent: Before child"], run.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_child_that_nobody_has_is_refused() =>
        Assert.IsType<DefinitionRefusal.NotFound>(Given.Run(Given.Parse(Given.Fixture("parent-with-wait.json"))).Refusal);

    [Fact]
    public void The_child_gets_an_id_that_a_replay_gives_again()
    {
        static StartChild Started() => new Walk(Given.Parse(Given.Fixture("parent-with-wait.json"))).Effects.OfType<StartChild>().Single();

        Assert.Equal(Started().Child, Started().Child);
        Assert.Equal(('8', "child-workflow", 1), (Started().Child.ToString()[14], Started().DefinitionId, Started().Bookmark));
    }

    [Fact]
    public void A_child_that_nobody_waits_for_any_more_is_cancelled()
    {
        var walk = new Walk(Given.Parse(Given.Fixture("parent-with-wait.json")));
        var child = walk.Effects.OfType<StartChild>().Single().Child;

        walk.Cancel();

        Assert.Equal([new BookmarkWithdrawn(1), new CancelChild(child), new InstanceEnded("Cancelled")], walk.Effects);
    }

    [Fact]
    public void A_bulk_starts_one_child_for_each_item_and_ends_when_all_have_ended()
    {
        var run = Given.Run(Bulk("""["satu","dua"]"""), "{}", Child).Value;

        Assert.Equal(["satu", "dua", "satu selesai", "satu selesai", "selesai"], run.Lines);
        Assert.Equal("Finished", run.State.Status);
    }

    [Fact]
    public void A_bulk_without_items_is_done_at_once() =>
        Assert.Equal(["selesai"], Given.Run(Bulk("[]"), "{}", Child).Value.Lines);

    [Theory]
    [InlineData("JavaScript", "getItem().kode + '-' + getVariable('Periode')")]
    [InlineData("JavaScript", "`${variables.Item.kode}-${variables.Periode}`")]
    public void The_correlation_of_each_child_of_a_bulk_is_reckoned_from_its_item(string type, string function)
    {
        var walk = new Walk(Make.Workflow(
            Make.Node("Elsa.BulkDispatchWorkflows", "banyak", ("workflowDefinitionId", "anak"), ("items", Make.Expression("Object", """[{"kode":"A"},{"kode":"B"}]""")), ("correlationIdFunction", Make.Expression(type, function))),
            ("Periode", "String", "2026-10")));

        Assert.Equal([("A-2026-10", "A"), ("B-2026-10", "B")], walk.Effects.OfType<StartChild>().Select(child => (child.CorrelationId, child.Input["Item"]!["kode"]!.GetValue<string>())));
    }

    [Fact]
    public void Without_a_function_the_children_of_a_bulk_carry_none() =>
        Assert.All(new Walk(Bulk("""["satu","dua"]""")).Effects.OfType<StartChild>(), child => Assert.Null(child.CorrelationId));

    [Fact]
    public void A_bulk_that_does_not_wait_is_done_at_once_and_is_never_finished()
    {
        var walk = new Walk(Ports(waits: false));

        Assert.Equal((2, 2), (walk.Effects.OfType<StartChild>().Count(), walk.Effects.OfType<StartChild>().Count(child => child.Bookmark is null)));
        Assert.Equal(["Done"], walk.Lines);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void Each_child_of_a_bulk_goes_its_way_by_how_it_ended_and_the_bulk_waits_for_all()
    {
        var (walk, children) = Started();

        walk.Told(children[0], "Faulted");
        Assert.Equal([$"gagal {children[0].Child}"], walk.Lines);
        walk.Told(children[1], "Finished");

        Assert.Equal([$"gagal {children[0].Child}", $"berhasil {children[1].Child}", "Finished", "Done"], walk.Lines);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void A_cancelled_child_of_a_bulk_is_counted_and_goes_no_way()
    {
        var (walk, children) = Started();

        walk.Told(children[0], "Cancelled");
        Assert.Empty(walk.Lines);
        walk.Told(children[1], "Cancelled");

        Assert.Equal(["Finished", "Done"], walk.Lines);
    }

    [Fact]
    public void A_bulk_without_ways_for_its_children_counts_those_that_failed_too()
    {
        var failing = Given.Parse("""{ "definitionId": "anak", "isPublished": true, "root": { "id": "rusak", "type": "Elsa.Fault", "message": "rusak" } }""");

        Assert.Equal(["selesai"], Given.Run(Bulk("""["satu","dua"]"""), "{}", failing).Value.Lines);
    }

    [Fact]
    public void What_a_bulk_does_for_a_child_may_wait_for_somebody()
    {
        var (walk, children) = Started(failed: Make.Ask("AskA"));

        walk.Told(children[0], "Faulted").Told(children[1], "Finished");
        Assert.Equal(["AskA"], walk.Waiting);
        walk.Answer("AskA", "Done");

        Assert.Equal("Done", walk.Lines[^1]);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void Cancelling_a_bulk_cancels_the_children_that_still_run()
    {
        var (walk, children) = Started();

        walk.Told(children[0], "Finished").Cancel();

        Assert.Equal([new CancelChild(children[1].Child)], walk.Effects.OfType<CancelChild>());
    }

    private static (Walk Walk, IReadOnlyList<StartChild> Children) Started(JsonObject? failed = null)
    {
        var walk = new Walk(Ports(waits: true, failed));
        return (walk, [.. walk.Effects.OfType<StartChild>()]);
    }

    private static WorkflowDefinition Ports(bool waits, JsonObject? failed = null) => Make.Workflow(Make.Flowchart(
        "flow",
        [
            Make.Node(
                "Elsa.BulkDispatchWorkflows",
                "banyak",
                ("workflowDefinitionId", "anak"),
                ("items", new JsonArray(1, 2)),
                ("waitForCompletion", waits),
                ("childFinished", OfChild("berhasil")),
                ("childFaulted", failed ?? OfChild("gagal"))),
            Make.Line("Finished"),
            Make.Line("Canceled"),
            Make.Line("Done"),
        ],
        "banyak:Finished -> Finished",
        "banyak:Canceled -> Canceled",
        "banyak -> Done"));

    private static JsonObject OfChild(string text) => Make.Node("Elsa.WriteLine", text, ("text", Make.Expression("JavaScript", $"`{text} ${{getVariable('ChildInstanceId')}}`")));

    private static WorkflowDefinition Bulk(string items) => Given.Parse($$"""
        { "definitionId": "induk", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
            { "id": "banyak", "type": "Elsa.BulkDispatchWorkflows", "workflowDefinitionId": "anak",
              "items": { "typeName": "Object", "expression": { "type": "Object", "value": {{System.Text.Json.JsonSerializer.Serialize(items)}} } },
              "childFinished": { "id": "satu", "type": "Elsa.WriteLine", "text": "satu selesai" } },
            { "id": "b", "type": "Elsa.WriteLine", "text": "selesai" } ],
          "connections": [{ "source": { "activity": "banyak", "port": "Done" }, "target": { "activity": "b" } }] } }
        """);
}
