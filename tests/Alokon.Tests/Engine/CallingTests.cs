using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>What activities hand to the workflows and programs that they call, and what they take back.</summary>
public sealed class CallingTests
{
    [Fact]
    public void A_dispatched_child_gets_its_input_its_correlation_and_its_parent()
    {
        var walk = new Walk(Make.Workflow(Make.Node("Elsa.DispatchWorkflow", "kirim", ("workflowDefinitionId", "anak"), ("correlationId", "K-7"), ("input", Make.Expression("Object", """{"kode":"STK3"}""")))));

        var child = Assert.Single(walk.Effects.OfType<StartChild>());
        Assert.Equal(("anak", "K-7", null), (child.DefinitionId, child.CorrelationId, child.Bookmark));
        Assert.Equal($$"""{"kode":"STK3","ParentInstanceId":"{{Guid.Empty}}"}""", child.Input.ToJsonString());
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void Who_waits_for_a_dispatched_child_gets_what_it_put_out()
    {
        var child = Given.Parse("""{ "definitionId": "anak", "isPublished": true, "outputs": [{ "name": "Hasil", "type": "Object" }], "root": { "id": "isi", "type": "Elsa.SetOutput", "outputName": "Hasil", "outputValue": "dari anak" } }""");
        var parent = Make.Workflow(Make.Node("Elsa.DispatchWorkflow", "kirim", ("workflowDefinitionId", "anak"), ("waitForCompletion", true)));

        Assert.Equal("""{"Hasil":"dari anak"}""", Given.Run(parent, "{}", child).Value.State.Outputs["kirim"]!["result"]!.ToJsonString());
    }

    [Fact]
    public void An_executed_child_takes_the_parent_s_correlation_and_input_where_it_is_given_none()
    {
        var walk = new Walk(
            Make.Workflow(Make.Sequence("urut", Make.Node("Elsa.Correlate", "ikat", ("correlationId", "K-7")), Make.Node("Elsa.ExecuteWorkflow", "jalankan", ("workflowDefinitionId", "anak")))),
            new() { ["kode"] = "STK3" });

        var child = Assert.Single(walk.Effects.OfType<StartChild>());
        Assert.Equal(("K-7", "STK3"), (child.CorrelationId, child.Input["kode"]!.GetValue<string>()));
        Assert.Equal(("Running", "Pending"), (walk.State.Outputs["jalankan"]!["result"]!["Status"]!.GetValue<string>(), walk.State.Outputs["jalankan"]!["result"]!["SubStatus"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Elsa.DispatchWorkflow")]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.BulkDispatchWorkflows")]
    public void Who_names_no_workflow_is_an_incident(string type)
    {
        var incident = Assert.Single(new Walk(Make.Workflow(Make.Node(type, "kirim", ("items", new JsonArray(1))))).State.Incidents!);

        Assert.Contains("to name a workflow", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_task_of_a_program_has_an_id_of_its_own_that_a_replay_gives_again()
    {
        static List<AwaitStimulus> Tasks() => [.. new Walk(Make.Workflow(Make.Node("Elsa.Parallel", "serentak", ("activities", new JsonArray(Task("satu"), Task("dua")))))).Effects.OfType<AwaitStimulus>()];

        var tasks = Tasks();
        Assert.Equal(2, tasks.Select(task => task.Subject).Distinct().Count());
        Assert.Equal(tasks.Select(task => task.Subject), Tasks().Select(task => task.Subject));
        Assert.Equal(["satu", "dua"], tasks.Select(task => task.Payload["taskName"]!.GetValue<string>()));
        Assert.Equal("""{"kode":"STK3"}""", tasks[0].Payload["payload"]!.ToJsonString());
    }

    [Fact]
    public void An_endpoint_of_two_methods_waits_for_both_and_after_a_call_for_neither()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Make.Node("Elsa.HttpEndpoint", "pintu", ("path", "/stok/"), ("supportedMethods", new JsonArray("post", "PUT"))), Make.Ask("AskA"))));
        Assert.Equal(["POST stok", "PUT stok"], walk.Effects.OfType<AwaitStimulus>().Select(wait => wait.Subject));

        walk.AnswerBookmark(2, "");

        Assert.Equal(["AskA"], walk.Waiting);
        Assert.Contains(new BookmarkWithdrawn(1), walk.Effects);
    }

    [Fact]
    public void An_endpoint_that_names_no_method_is_asked_by_GET() =>
        Assert.Equal("GET stok", Assert.Single(new Walk(Make.Workflow(Make.Node("Elsa.HttpEndpoint", "pintu", ("path", "stok")))).Effects.OfType<AwaitStimulus>()).Subject);

    [Theory]
    [InlineData("Elsa.Event", "eventName")]
    [InlineData("Elsa.HttpEndpoint", "path")]
    [InlineData("Elsa.RunTask", "taskName")]
    [InlineData("Elsa.PublishEvent", "eventName")]
    public void What_has_no_name_is_an_incident_that_names_the_input(string type, string input) =>
        Assert.Contains($"'{input}'", Assert.Single(new Walk(Make.Workflow(Make.Node(type, "x"))).State.Incidents!).Message, StringComparison.Ordinal);

    [Fact]
    public void A_variable_is_found_by_its_id_whatever_it_is_called_now()
    {
        var set = Make.Node("Elsa.SetVariable", "isi", ("variable", new JsonObject { ["id"] = "v1", ["name"] = "Lama" }), ("value", "7"));
        var definition = Given.Workflow(set, """[{ "id": "v2", "name": "Lama", "typeName": "Int32" }, { "id": "v1", "name": "Baru", "typeName": "Int32" }]""");

        var values = Given.Run(definition).Value.State.Variables;

        Assert.Equal(("7", null), (values["v1"]!.ToJsonString(), values["v2"]));
    }

    private static JsonObject Task(string name) => Make.Node("Elsa.RunTask", name, ("taskName", name), ("payload", Make.Expression("Object", """{"kode":"STK3"}""")));
}
