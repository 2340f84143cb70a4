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

    private static WorkflowDefinition Bulk(string items) => Given.Parse($$"""
        { "definitionId": "induk", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
            { "id": "banyak", "type": "Elsa.BulkDispatchWorkflows", "workflowDefinitionId": "anak",
              "items": { "typeName": "Object", "expression": { "type": "Object", "value": {{System.Text.Json.JsonSerializer.Serialize(items)}} } },
              "childFinished": { "id": "satu", "type": "Elsa.WriteLine", "text": "satu selesai" } },
            { "id": "b", "type": "Elsa.WriteLine", "text": "selesai" } ],
          "connections": [{ "source": { "activity": "banyak", "port": "Done" }, "target": { "activity": "b" } }] } }
        """);
}
