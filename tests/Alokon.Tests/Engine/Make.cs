using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;

namespace Alokon.Tests.Engine;

/// <summary>Activities for tests, as a definition has them.</summary>
internal static class Make
{
    public static JsonObject Line(string text, string? id = null) => Given.WriteLine(id ?? text, text);

    /// <summary>Writes what a variable holds.</summary>
    public static JsonObject LineOf(string variable, string id) => Node("Elsa.WriteLine", id, ("text", Variable(variable)));

    public static JsonObject Ask(string id) => Node("Test.Step", id, ("role", "plkb"));

    public static JsonObject Sequence(string id, params JsonObject[] activities) => Node("Elsa.Sequence", id, ("activities", new JsonArray([.. activities])));

    public static JsonObject Flowchart(string id, JsonObject[] activities, params string[] arrows) => Node(
        "Elsa.Flowchart",
        id,
        ("activities", new JsonArray([.. activities])),
        ("connections", new JsonArray([.. arrows.Select(Given.ArrowOf).Select(JsonNode (arrow) => arrow)])));

    public static JsonObject Node(string type, string id, params (string Name, JsonNode? Value)[] members)
    {
        var node = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in members)
        {
            node[name] = value;
        }

        return node;
    }

    public static JsonObject Variable(string name) => Expression("Variable", new JsonObject { ["name"] = name });

    public static JsonObject Expression(string type, JsonNode? value) =>
        new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    public static JsonObject SetVariable(string id, string variable, JsonNode? value) =>
        Node("Elsa.SetVariable", id, ("variable", new JsonObject { ["id"] = variable, ["name"] = variable }), ("value", value));

    /// <summary>A workflow whose variables are declared by name; their ids are their names.</summary>
    public static WorkflowDefinition Workflow(JsonObject root, params (string Name, string TypeName, JsonNode? Value)[] variables) => Given.Workflow(
        root,
        new JsonArray([.. variables.Select(v => (JsonNode)new JsonObject { ["id"] = v.Name, ["name"] = v.Name, ["typeName"] = v.TypeName, ["value"] = v.Value })]).ToJsonString());
}
