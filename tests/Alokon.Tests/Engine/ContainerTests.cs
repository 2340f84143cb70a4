using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Sequences and charts: where they begin, what ends them, what is seen inside.</summary>
public sealed class ContainerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_sequence_runs_its_activities_in_order(int count)
    {
        var lines = Enumerable.Range(1, count).Select(i => $"baris {i}").ToArray();

        Assert.Equal(lines, Lines(Make.Sequence("urut", [.. lines.Select(line => Make.Line(line))])));
    }

    [Fact]
    public void A_sequence_waits_for_the_activity_that_waits()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Make.Line("A"), Make.Ask("AskA"), Make.Line("B"))));
        Assert.Equal(["A"], walk.Lines);

        walk.Answer("AskA", "Done");

        Assert.Equal(["A", "B"], walk.Lines);
    }

    [Fact]
    public void An_end_ends_the_sequence_it_stands_in_and_no_other() =>
        Assert.Equal(["A", "C"], Lines(Make.Sequence("luar", Make.Sequence("dalam", Make.Line("A"), Make.Node("Elsa.End", "akhir"), Make.Line("B")), Make.Line("C"))));

    [Fact]
    public void An_end_ends_its_chart_at_once()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> B", "B -> End", "AskA -> C"]));

        Assert.Equal(("Finished", "End"), (walk.State.SubStatus, walk.State.EndedBy));
        Assert.Equal(["B"], walk.Lines);
    }

    [Fact]
    public void A_chart_inside_a_chart_is_one_step_of_it() =>
        Assert.Equal(
            ["luar 1", "dalam 1", "dalam 2", "luar 2"],
            Lines(Make.Flowchart(
                "luar",
                [Make.Line("luar 1", "a"), Make.Flowchart("dalam", [Make.Line("dalam 1", "c"), Make.Line("dalam 2", "d")], "c -> d"), Make.Line("luar 2", "b")],
                "a -> dalam",
                "dalam -> b")));

    [Fact]
    public void A_start_is_only_a_beginning() =>
        Assert.Equal(["A"], Lines(Make.Sequence("urut", Make.Node("Elsa.Start", "mulai"), Make.Line("A"))));

    [Fact]
    public void A_chart_begins_at_the_activity_it_names_before_any_start()
    {
        var chart = Make.Flowchart("flow", [Make.Node("Elsa.Start", "mulai"), Make.Line("A"), Make.Line("B")], "mulai -> A");
        chart["start"] = "B";

        Assert.Equal(["B"], Lines(chart));
    }

    [Fact]
    public void A_chart_begins_at_its_start_before_what_may_start_the_workflow()
    {
        var trigger = Make.Line("A");
        trigger["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };

        Assert.Equal(["B"], Lines(Make.Flowchart("flow", [trigger, Make.Node("Elsa.Start", "mulai"), Make.Line("B")], "mulai -> B")));
    }

    [Theory]
    [InlineData("canStartWorkflow")]
    [InlineData("CanStartWorkflow")]
    public void A_chart_without_a_start_begins_at_what_may_start_the_workflow(string spelling)
    {
        var trigger = Make.Line("B");
        trigger["customProperties"] = new JsonObject { [spelling] = true, ["RunAsynchronously"] = true };

        Assert.Equal(["B"], Lines(Make.Flowchart("flow", [Make.Line("A"), trigger])));
    }

    [Fact]
    public void A_chart_begins_where_no_arrow_leads_and_at_its_first_activity_when_arrows_lead_everywhere()
    {
        Assert.Equal(["B", "A"], Lines(Make.Flowchart("flow", [Make.Line("A"), Make.Line("B")], "B -> A")));
        Assert.Equal(["A", "B"], Lines(Make.Flowchart("flow", [Make.Line("A"), Make.Line("B")], "A -> B", "B:lagi -> A")));
    }

    [Fact]
    public void An_activity_that_no_arrow_reaches_does_not_run() =>
        Assert.Equal(["A"], Lines(Make.Flowchart("flow", [Make.Line("A"), Make.Line("B")])));

    [Theory]
    [InlineData("""[{ "source": { "activity": "A", "port": "Done" }, "target": { "activity": "B", "port": "In" } }]""")]
    [InlineData("""[{ "source": { "activity": "A" }, "target": { "activity": "B" } }]""")]
    [InlineData("""[{ "source": { "activity": "A", "port": null }, "target": { "activity": "B" }, "vertices": [{ "x": 1, "y": 2 }] }]""")]
    [InlineData("""[{ "source": "A", "target": "B", "sourcePort": "Done", "targetPort": "In" }]""")]
    [InlineData("""[{ "source": "A", "target": "B" }]""")]
    [InlineData("""[{ "Source": { "Activity": "A", "Port": "Done" }, "Target": { "Activity": "B" } }]""")]
    [InlineData("""{ "$values": [{ "source": "A", "target": "B" }] }""")]
    [InlineData("""{ "source": { "activity": "A" }, "target": { "activity": "B" } }""")]
    [InlineData("""[{ "source": { "activity": "A" } }, { "target": { "activity": "B" } }, { "source": { "activity": "A" }, "target": { "activity": "hilang" } }, null, { "source": "A", "target": "B" }]""")]
    public void Arrows_are_read_as_every_Elsa_wrote_them(string connections)
    {
        var chart = Make.Flowchart("flow", [Make.Line("A"), Make.Line("B")]);
        chart["connections"] = JsonNode.Parse(connections);

        Assert.Equal(["A", "B"], Lines(chart));
    }

    [Fact]
    public void Arrows_that_another_Elsa_set_aside_are_arrows_again()
    {
        var chart = Make.Flowchart("flow", [Make.Line("A"), Make.Line("B")]);
        chart["customProperties"] = new JsonObject { ["notFoundConnections"] = new JsonArray(Given.ArrowOf("A -> B")) };

        Assert.Equal(["A", "B"], Lines(chart));
    }

    [Fact]
    public void A_finish_ends_everything_from_inside_a_branch()
    {
        var fork = Make.Node("Elsa.Fork", "cabang", ("branches", new JsonArray(Make.Ask("AskA"), Make.Ask("AskB"), Make.Sequence("c", Make.Ask("AskC"), Make.Node("Elsa.Finish", "habis"), Make.Line("tak pernah")))));
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", fork, Make.Line("tak pernah juga", "sesudah"))));

        walk.Answer("AskC", "Done");

        Assert.Equal(("Finished", "Finished", "habis"), (walk.State.Status, walk.State.SubStatus, walk.State.EndedBy));
        Assert.Empty(walk.State.Bookmarks);
        Assert.Empty(walk.State.Executions);
        Assert.Equal([new BookmarkWithdrawn(1), new BookmarkWithdrawn(2)], walk.Effects.OfType<BookmarkWithdrawn>());
        Assert.Empty(walk.Lines);
    }

    [Fact]
    public void A_finish_leaves_what_was_queued_undone() =>
        Assert.Equal(["A"], Lines(Make.Flowchart("flow", [Make.Node("Elsa.Start", "mulai"), Make.Line("A"), Make.Node("Elsa.Finish", "habis"), Make.Line("B")], "mulai -> A", "mulai -> habis", "mulai -> B")));

    [Fact]
    public void A_complete_ends_the_workflow_it_stands_in_however_deep()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Make.Line("A"), Make.Node("Elsa.If", "bila", ("condition", "true"), ("then", Make.Sequence("dalam", Make.Node("Elsa.Complete", "cukup"), Make.Line("B")))), Make.Line("C"))));

        Assert.Equal(["A"], walk.Lines);
        Assert.Equal(("Finished", "cukup"), (walk.State.SubStatus, walk.State.EndedBy));
    }

    [Fact]
    public void Variables_of_a_container_are_seen_inside_it_and_hide_those_outside()
    {
        var inner = Make.Sequence("dalam", Make.SetVariable("isi", "Isi", "dari dalam"), Make.LineOf("Isi", "tulis1"));
        inner["variables"] = new JsonArray(new JsonObject { ["id"] = "Isi", ["name"] = "Isi", ["typeName"] = "String", ["value"] = "mula" });

        var run = Given.Run(Make.Workflow(Make.Sequence("luar", inner, Make.LineOf("Isi", "tulis2")), ("Isi", "String", "dari luar"))).Value;

        Assert.Equal(["dari dalam", "dari luar"], run.Lines);
    }

    [Fact]
    public void The_name_and_the_correlation_of_the_instance_are_set_by_activities()
    {
        var state = Given.Run(Make.Workflow(Make.Sequence("urut", Make.Node("Elsa.SetName", "nama", ("value", "AMR 12")), Make.Node("Elsa.Correlate", "kait", ("correlationId", Make.Variable("Nomor")))), ("Nomor", "String", "3315/12"))).Value.State;

        Assert.Equal(("AMR 12", "3315/12"), (state.Name, state.CorrelationId));
    }

    private static IReadOnlyList<string> Lines(JsonObject root)
    {
        var run = Given.Run(Make.Workflow(root)).Value;
        Assert.Equal("Finished", run.State.SubStatus);
        return run.Lines;
    }
}
