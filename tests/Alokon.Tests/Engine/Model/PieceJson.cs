using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;

namespace Alokon.Tests.Engine.Model;

/// <summary>A random definition in the format that the engine reads.</summary>
internal static class PieceJson
{
    public static readonly string[] Variables = ["b0", "b1"];

    public static WorkflowDefinition Definition(Piece root, bool continues) => Given.Parse(new JsonObject
    {
        ["definitionId"] = "uji",
        ["version"] = 1,
        ["options"] = new JsonObject { ["incidentStrategyType"] = $"Elsa.Workflows.IncidentStrategies.{(continues ? "ContinueWithIncidentsStrategy" : "FaultStrategy")}, Elsa.Workflows.Core" },
        ["variables"] = new JsonArray([.. Variables.Select(name => (JsonNode)new JsonObject { ["id"] = name, ["name"] = name, ["typeName"] = "Boolean", ["value"] = "false" })]),
        ["root"] = Write(root),
    }.ToJsonString());

    private static JsonObject Write(Piece piece)
    {
        var json = new JsonObject { ["id"] = piece.Id, ["type"] = Type(piece.Kind) };
        JsonArray Children(int count) => [.. piece.Children.Take(count).Select(child => (JsonNode)Write(child))];
        switch (piece.Kind)
        {
            case Kind.Line: json["text"] = piece.Id; break;
            case Kind.Set:
                json["variable"] = new JsonObject { ["id"] = piece.Variable, ["name"] = piece.Variable };
                json["value"] = Input("Boolean", Condition(piece.Conditions[0]));
                break;
            case Kind.Decision: json["condition"] = Input("Boolean", Condition(piece.Conditions[0])); break;
            case Kind.FlowSwitch: json["cases"] = Cases(piece, withActivity: false); break;
            case Kind.FlowFork: json["branches"] = Input("Object", new() { ["type"] = "Object", ["value"] = """["left","right"]""" }); break;
            case Kind.Join: json["mode"] = piece.Mode; break;
            case Kind.Flowchart:
                json["customProperties"] = new JsonObject { ["Alokon:flowchart"] = piece.Mode };
                json["activities"] = Children(piece.Children.Count);
                json["connections"] = new JsonArray([.. piece.Arrows.Select(arrow => (JsonNode)Connection(arrow))]);
                json["start"] = piece.Children[0].Id;
                break;
            case Kind.Sequence or Kind.Parallel: json["activities"] = Children(piece.Children.Count); break;
            case Kind.If:
                json["condition"] = Input("Boolean", Condition(piece.Conditions[0]));
                Port(json, "then", piece, 0);
                Port(json, "else", piece, 1);
                break;
            case Kind.Switch:
                json["mode"] = piece.Mode;
                json["cases"] = Cases(piece, withActivity: true);
                Port(json, "default", piece, piece.Conditions.Count);
                break;
            case Kind.Fork:
                json["joinMode"] = piece.Mode;
                json["branches"] = Children(piece.Children.Count);
                break;
            case Kind.ForEach or Kind.ParallelForEach:
                json["items"] = Input("Object", new() { ["type"] = "Object", ["value"] = new JsonArray([.. Enumerable.Range(1, piece.Times).Select(i => (JsonNode)i)]).ToJsonString() });
                Port(json, "body", piece, 0);
                break;
            case Kind.For:
                (json["start"], json["end"], json["step"]) = (1, piece.Times, 1);
                Port(json, "body", piece, 0);
                break;
            case Kind.While:
                json["condition"] = Input("Boolean", Condition(piece.Conditions[0]));
                Port(json, "body", piece, 0);
                break;
        }

        if (piece.Merge.Length > 0)
        {
            json["customProperties"] ??= new JsonObject();
            json["customProperties"]!["mergeMode"] = piece.Merge;
        }

        return json;
    }

    private static string Type(Kind kind) => kind switch
    {
        Kind.Line => "Elsa.WriteLine",
        Kind.Ask => "Test.Step",
        Kind.Set => "Elsa.SetVariable",
        Kind.Decision => "Elsa.FlowDecision",
        Kind.Join => "Elsa.FlowJoin",
        _ => $"Elsa.{kind}",
    };

    private static void Port(JsonObject json, string name, Piece piece, int child)
    {
        if (child < piece.Children.Count)
        {
            json[name] = Write(piece.Children[child]);
        }
    }

    private static JsonArray Cases(Piece piece, bool withActivity) =>
    [
        .. piece.Conditions.Select((condition, i) =>
        {
            var json = new JsonObject { ["label"] = $"case{i}", ["condition"] = Condition(condition) };
            if (withActivity)
            {
                json["activity"] = Write(piece.Children[i]);
            }

            return (JsonNode)json;
        }),
    ];

    private static JsonObject Condition(string condition) => condition is "true" or "false"
        ? new() { ["type"] = "Literal", ["value"] = condition }
        : new() { ["type"] = "Variable", ["value"] = new JsonObject { ["id"] = condition, ["name"] = condition } };

    private static JsonObject Input(string type, JsonObject expression) => new() { ["typeName"] = type, ["expression"] = expression };

    private static JsonObject Connection(Arrow arrow) => new()
    {
        ["source"] = new JsonObject { ["activity"] = arrow.Source, ["port"] = arrow.Port },
        ["target"] = new JsonObject { ["activity"] = arrow.Target, ["port"] = "In" },
    };
}
