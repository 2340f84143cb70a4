using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Tests.Engine;

namespace Alokon.Tests.Automation;

/// <summary>Sequences of activities with literal inputs.</summary>
internal static class Flows
{
    public static WorkflowDefinition Sequence(params JsonObject[] activities) => Named("uji", activities);

    public static WorkflowDefinition Named(string id, params JsonObject[] activities) => Given.Workflow(Root(activities), id: id);

    public static WorkflowDefinition WithOptions(string id, string options, params JsonObject[] activities) =>
        Given.Parse(new JsonObject { ["definitionId"] = id, ["version"] = 1, ["options"] = JsonNode.Parse(options), ["root"] = Root(activities) }.ToJsonString());

    public static JsonObject Activity(string id, string type, params (string Name, JsonNode? Value)[] inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in inputs)
        {
            activity[name] = new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        }

        return activity;
    }

    public static JsonObject Delay(string id, string span) => Activity(id, "Elsa.Delay", ("timeSpan", span));

    public static JsonObject Step(string id) => new() { ["id"] = id, ["type"] = "Test.Step", ["role"] = "plkb", ["standard"] = new JsonObject { ["kind"] = "none" } };

    public static JsonObject Line(string text) => Given.WriteLine($"tulis-{text}", text);

    public static JsonObject Trigger(this JsonObject activity)
    {
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return activity;
    }

    private static JsonObject Root(JsonObject[] activities) =>
        new() { ["id"] = "urut", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray([.. activities]) };
}
