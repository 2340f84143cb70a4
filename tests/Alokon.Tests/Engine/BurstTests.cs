using System.Text;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class BurstTests
{
    private static readonly WorkflowDefinition TwoSteps = Given.Flow(["mulai -> AskA", "AskA:setuju -> AskB", "AskA:tolak -> End", "AskB -> EndB"]);

    [Fact]
    public void It_moves_until_somebody_must_answer()
    {
        var walk = new Walk(TwoSteps);

        Assert.Equal(["AskA"], walk.Waiting);
        Assert.Equal([new Asked(1, "AskA")], walk.Effects);
        Assert.Equal(("Running", "Suspended"), (walk.State.Status, walk.State.SubStatus));
    }

    [Fact]
    public void An_answer_gives_the_effects_in_the_order_they_were_decided()
    {
        var walk = new Walk(TwoSteps).Answer("AskA", "setuju");

        Assert.Equal([new Answered("AskA", "setuju"), new Asked(2, "AskB")], walk.Effects);
        Assert.Equal(["AskA", "AskB"], walk.Sources.Select(s => s.ActivityId));
    }

    [Fact]
    public void The_end_is_the_last_effect_and_names_where_it_ended()
    {
        var walk = new Walk(TwoSteps).Answer("AskA", "tolak");

        Assert.Equal(new InstanceEnded("Finished"), walk.Effects[^1]);
        Assert.Equal("End", walk.Sources[^1].ActivityId);
    }

    [Fact]
    public void A_bookmark_can_be_answered_once()
    {
        var walk = new Walk(TwoSteps).Answer("AskA", "setuju");

        Assert.IsType<RunRefusal.BookmarkNotFound>(walk.TryAnswer(1, "setuju"));
    }

    [Fact]
    public void A_refused_answer_leaves_the_state_as_it_was()
    {
        var walk = new Walk(TwoSteps);
        var before = walk.State.ToUtf8();

        Assert.IsType<InvalidInput>(walk.TryAnswer(1, "unknown"));

        Assert.Equal(before, walk.State.ToUtf8());
    }

    [Fact]
    public void What_has_ended_cannot_be_moved()
    {
        var walk = new Walk(TwoSteps).Answer("AskA", "tolak");

        Assert.IsType<RunRefusal.AlreadyEnded>(walk.TryAnswer(1, "setuju"));
    }

    [Fact]
    public void Cancelling_withdraws_every_bookmark()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB"])).Cancel();

        Assert.Equal([new BookmarkWithdrawn(1), new BookmarkWithdrawn(2), new InstanceEnded("Cancelled")], walk.Effects);
        Assert.Equal(("Finished", "Cancelled"), (walk.State.Status, walk.State.SubStatus));
    }

    [Fact]
    public void The_same_history_gives_the_same_bytes()
    {
        static byte[] History() => new Walk(TwoSteps).Answer("AskA", "setuju").State.ToUtf8();

        Assert.Equal(History(), History());
    }

    [Fact]
    public void What_an_activity_put_out_survives_suspension()
    {
        var walk = new Walk(TwoSteps).Answer("AskA", "setuju");

        Assert.Equal("setuju", walk.State.Outputs["AskA"]?["answer"]?.GetValue<string>());
    }

    [Fact]
    public void Variables_are_typed_and_read_by_later_activities()
    {
        var definition = Given.Parse("""
            { "definitionId": "uji", "variables": [{ "id": "v1", "name": "Jumlah", "typeName": "Int32", "value": "0" }, { "id": "v2", "name": "Teks", "typeName": "String" }],
              "root": { "id": "urut", "type": "Elsa.Sequence", "activities": [
                { "id": "isi", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Jumlah" }, "value": { "typeName": "Object", "expression": { "type": "Literal", "value": "12" } } },
                { "id": "salin", "type": "Elsa.SetVariable", "variable": { "id": "v2" }, "value": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "v1", "name": "Jumlah" } } } },
                { "id": "tulis", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "name": "Teks" } } } },
                { "id": "asal", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Input", "value": { "name": "faskes" } } } } ] } }
            """);

        var run = Given.Run(definition, """{ "faskes": "3315007" }""").Value;

        Assert.Equal(["12", "3315007"], run.Lines);
        Assert.Equal("""{"v1":12,"v2":"12"}""", run.State.Variables.ToJsonString());
    }

    [Fact]
    public void A_value_of_another_type_than_declared_is_an_incident()
    {
        var definition = Given.Workflow(
            new JsonObject { ["id"] = "isi", ["type"] = "Elsa.SetVariable", ["variable"] = "Jumlah", ["value"] = "dua belas" },
            """[{ "id": "v1", "name": "Jumlah", "typeName": "Int32" }]""");

        var state = Given.Run(definition).Value.State;

        Assert.Equal(("Finished", "Faulted"), (state.Status, state.SubStatus));
        Assert.Equal(("isi", "expression-failed"), state.Incidents!.Select(i => (i.ActivityId, i.Code)).Single());
    }

    [Fact]
    public void A_switch_takes_the_first_case_that_holds_and_default_when_none_does()
    {
        static IReadOnlyList<string> Lines(string first, string second) => Given.Run(Given.Parse($$"""
            { "definitionId": "uji", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
                { "id": "pilih", "type": "Elsa.FlowSwitch", "cases": [
                    { "label": "satu", "condition": { "type": "Literal", "value": "{{first}}" } }, { "label": "dua", "condition": { "type": "Literal", "value": {{second}} } }] },
                { "id": "a", "type": "Elsa.WriteLine", "text": "satu" }, { "id": "b", "type": "Elsa.WriteLine", "text": "dua" }, { "id": "c", "type": "Elsa.WriteLine", "text": "lain" }],
              "connections": [
                { "source": { "activity": "pilih", "port": "satu" }, "target": { "activity": "a" } },
                { "source": { "activity": "pilih", "port": "dua" }, "target": { "activity": "b" } },
                { "source": { "activity": "pilih", "port": "Default" }, "target": { "activity": "c" } }] } }
            """)).Value.Lines;

        Assert.Equal(["satu"], Lines("true", "true"));
        Assert.Equal(["dua"], Lines("False", "true"));
        Assert.Equal(["lain"], Lines("false", "false"));
    }

    [Fact]
    public void A_fork_opens_its_branches_and_a_finish_inside_ends_everything()
    {
        var definition = Given.Parse("""
            { "definitionId": "uji", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
                { "id": "cabang", "type": "Elsa.FlowFork", "branches": { "typeName": "Object", "expression": { "type": "Object", "value": "[\"kiri\",\"kanan\"]" } } },
                { "id": "AskA", "type": "Test.Step" },
                { "id": "dalam", "type": "Elsa.Sequence", "activities": [{ "id": "AskB", "type": "Test.Step" }, { "id": "habis", "type": "Elsa.Finish" }, { "id": "tak-pernah", "type": "Elsa.WriteLine", "text": "x" }] }],
              "connections": [
                { "source": { "activity": "cabang", "port": "kiri" }, "target": { "activity": "AskA" } },
                { "source": { "activity": "cabang", "port": "kanan" }, "target": { "activity": "dalam" } }] } }
            """);
        var walk = new Walk(definition);
        Assert.Equal(["AskA", "AskB"], walk.Waiting);

        walk.Answer("AskB", "Done");

        Assert.Equal(("Finished", "habis"), (walk.State.SubStatus, walk.State.EndedBy));
        Assert.Contains(new BookmarkWithdrawn(1), walk.Effects);
        Assert.Empty(walk.Lines);
    }

    [Fact]
    public void The_state_is_readable_JSON() =>
        Assert.StartsWith("{\"format\":1,\"definitionId\":\"uji\"", Encoding.UTF8.GetString(new Walk(TwoSteps).State.ToUtf8()));
}
