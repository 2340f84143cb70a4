using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;

namespace Alokon.Tests.Engine;

/// <summary>Definitions and instances for tests.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 10, 5, 2, 0, 0, TimeSpan.Zero);

    private static readonly string[] SopTypes =
        ["TerimaUsulan", "TelitiAmrah", "Rekomendasi", "Disposisi", "Kirim", "Serahkan", "Cocokkan", "Salurkan", "Lapor", "Arsip", "PerbaikiUsulan"];

    public static readonly ActivityRegistry Registry =
        new([.. BuiltInActivities.All, new FakeStep("Test.Step"), .. SopTypes.Select(type => new FakeStep($"Alokon.{type}"))]);

    /// <summary>
    /// A flowchart from arrows: <c>"mulai -> A"</c>, <c>"A:tolak -> B"</c>. What an activity is follows from its name:
    /// Ask… a step, Join… a join (mode in <paramref name="modes"/>), End… an end, Yes… a decision that holds, others write their name.
    /// </summary>
    public static WorkflowDefinition Flow(string[] arrows, params (string Join, string Mode)[] modes)
    {
        var connections = arrows.Select(Arrow).ToList();
        var ids = connections.SelectMany(c => new[] { c.Source, c.Target }).Distinct();
        var root = new JsonObject
        {
            ["id"] = "flow",
            ["type"] = "Elsa.Flowchart",
            ["activities"] = new JsonArray([.. ids.Select(id => (JsonNode)Activity(id, modes.FirstOrDefault(m => m.Join == id).Mode))]),
            ["connections"] = new JsonArray([.. connections.Select(c => (JsonNode)Connection(c.Source, c.Port, c.Target))]),
        };
        return Workflow(root);
    }

    public static WorkflowDefinition Workflow(JsonObject root, string variables = "[]", string id = "uji") =>
        Parse(new JsonObject { ["definitionId"] = id, ["version"] = 1, ["variables"] = JsonNode.Parse(variables), ["root"] = root }.ToJsonString());

    public static WorkflowDefinition Parse(string json) => DefinitionReader.Parse(json, "uji.json").Match(
        definition => definition,
        refusal => throw new InvalidOperationException(refusal.Message));

    public static string Fixture(string name) => File.ReadAllText(Path.Combine(Root, "tests/Alokon.Tests/Engine/Fixtures", name));

    public static string Grobogan => File.ReadAllText(Path.Combine(Root, "workflows/distribusi-alokon-grobogan.json"));

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static Outcome<DryRunResult> Run(WorkflowDefinition definition, string input = "{}", params IReadOnlyList<WorkflowDefinition> others) =>
        DryRun.Run(definition, Registry, Now, JsonNode.Parse(input)!.AsObject(), others: others);

    public static JsonObject WriteLine(string id, string text) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.WriteLine",
        ["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text } },
    };

    public static JsonObject ArrowOf(string arrow)
    {
        var (source, port, target) = Arrow(arrow);
        return Connection(source, port, target);
    }

    /// <summary>The same chart in token mode; what an activity does where arrows meet stands in <paramref name="merges"/>.</summary>
    public static WorkflowDefinition TokenFlow(string[] arrows, params (string Activity, string Mode)[] merges)
    {
        var document = JsonNode.Parse(Flow(arrows, merges).Json)!;
        document["customProperties"] = new JsonObject { ["Alokon:flowchart"] = "token" };
        foreach (var activity in document["root"]!["activities"]!.AsArray())
        {
            var mode = merges.FirstOrDefault(m => m.Activity == activity!["id"]!.GetValue<string>()).Mode;
            activity!["customProperties"] = new JsonObject { ["mergeMode"] = mode };
        }

        return Parse(document.ToJsonString());
    }

    private static (string Source, string Port, string Target) Arrow(string arrow)
    {
        var ends = arrow.Split(" -> ");
        var source = ends[0].Split(':');
        return (source[0], source.Length > 1 ? source[1] : "Done", ends[1]);
    }

    private static JsonObject Activity(string id, string? mode) => id switch
    {
        "mulai" => new() { ["id"] = id, ["type"] = "Elsa.Start" },
        _ when id.StartsWith("Ask", StringComparison.Ordinal) => new() { ["id"] = id, ["type"] = "Test.Step", ["role"] = "plkb", ["standard"] = new JsonObject { ["kind"] = "none" } },
        _ when id.StartsWith("Join", StringComparison.Ordinal) => new() { ["id"] = id, ["type"] = "Elsa.FlowJoin", ["mode"] = mode },
        _ when id.StartsWith("End", StringComparison.Ordinal) => new() { ["id"] = id, ["type"] = "Elsa.End" },
        _ when id.StartsWith("Yes", StringComparison.Ordinal) => new() { ["id"] = id, ["type"] = "Elsa.FlowDecision", ["condition"] = "true" },
        _ => WriteLine(id, id),
    };

    private static JsonObject Connection(string source, string port, string target) => new()
    {
        ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
    };

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Alokon.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
