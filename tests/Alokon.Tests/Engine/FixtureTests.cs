using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Elsa's own definitions, and what Elsa's tests expect of them.</summary>
public sealed class FixtureTests
{
    [Theory]
    [InlineData("hello-world.json", "Hello World!")]
    [InlineData("join-any-1.json", "Start", "End")]
    [InlineData("join-all-1.json", "Start", "Line 1", "Line 2", "End")]
    [InlineData("join-all-2.json", "Start", "Line 1", "Line 2", "End")]
    [InlineData("implicit-loop.json", "Do something", "Retry", "Do something", "Done")]
    [InlineData("workflow1.json", "WriteLine1", "WriteLine2", "WriteLine3")]
    [InlineData("workflow2.json", "WriteLine1", "WriteLine2", "WriteLine3", "WriteLine4", "WriteLine5", "WriteLine6", "WriteLine7", "WriteLine8", "WriteLine9")]
    public void It_runs_as_in_Elsa(string fixture, params string[] lines)
    {
        var run = Given.Run(Given.Parse(Given.Fixture(fixture))).Value;

        Assert.Equal(lines, run.Lines);
        Assert.Equal(("Finished", "Finished"), (run.State.Status, run.State.SubStatus));
    }

    [Theory]
    [InlineData("parent1.json", "child.json", """{ "Input1": "Foo" }""", "Parent: Foo", "Child: Bar")]
    [InlineData("parent2.json", "child.json", """{ "Input1": "Foo" }""", "Parent: Foo", "Child: Foo")]
    [InlineData("parent-with-input.json", "child-with-input.json", "{}", "Child received: Hello from parent")]
    public void It_gives_its_child_what_it_gives_it_in_Elsa(string fixture, string child, string input, params string[] lines)
    {
        var run = Given.Run(Given.Parse(Given.Fixture(fixture)), input, Given.Parse(Given.Fixture(child))).Value;

        Assert.Equal(lines, run.Lines);
        Assert.Equal(("Finished", "Finished"), (run.State.Status, run.State.SubStatus));
    }

    [Theory]
    [InlineData("fork-decision-join-none.json", "A", "C")]
    [InlineData("fork-decision-join-waitall.json", "A", "C", "B", "D")]
    public void It_runs_with_tokens_as_in_Elsa(string fixture, params string[] lines)
    {
        var run = DryRun.Run(Given.Parse(Given.Fixture(fixture)), Given.Registry, Given.Now, [], "token").Value;

        Assert.Equal(lines, run.Lines);
    }

    [Fact]
    public void What_does_not_run_here_is_found_before_and_is_an_incident_when_it_is_tried()
    {
        var definition = Given.Parse(Given.Fixture("implicit-loop.json").Replace("\"JavaScript\"", "\"Liquid\"", StringComparison.Ordinal));

        var findings = DefinitionValidator.Check(definition, Given.Registry, _ => true);

        Assert.Equal([("unknown-expression", "SetVariable1"), ("unknown-expression", "FlowDecision1")], findings.Select(f => (f.Code, f.ActivityId)));
        Assert.Equal(["SetVariable1"], Given.Run(definition).Value.State.Incidents!.Select(i => i.ActivityId));
    }

    [Fact]
    public void A_composite_that_completes_ends_only_itself()
    {
        var run = Given.Run(Given.Parse(Given.Fixture("tester.json")), "{}", Given.Parse(Given.Fixture("consumer.json")), Given.Parse(Given.Fixture("completor.json"))).Value;

        Assert.Equal(["Start", "End"], run.Lines);
        Assert.Equal(("Finished", "Finished"), (run.State.Status, run.State.SubStatus));
    }

    [Fact]
    public void An_activity_that_nobody_knows_is_kept_and_blocks_publishing()
    {
        var definition = Given.Parse(Given.Fixture("tester.json"));

        var finding = Assert.Single(DefinitionValidator.Check(definition, Given.Registry, _ => true));

        Assert.Equal(("unknown-activity", "QfkYnRZDxEO0rtBTIbTXzg"), (finding.Code, finding.ActivityId));
        Assert.Equal("9b6b4d4a6a8741c58ccbe3911eed7821", definition.Nodes["QfkYnRZDxEO0rtBTIbTXzg"].Json["workflowDefinitionVersionId"]?.GetValue<string>());
    }
}
