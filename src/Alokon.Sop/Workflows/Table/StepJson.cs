using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Workflows.Table;

/// <summary>The cells of a row inside the JSON of its activity.</summary>
internal static class StepJson
{
    /// <summary>The step of which nothing is known but what the table says.</summary>
    public const string General = "Alokon.Langkah";

    public const string Wording = "Alokon:mutuBaku";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Written = ["Literal", "Object", "Json"];

    public static SopRow Read(ActivityNode node, SopPlace place)
    {
        var wording = node.CustomProperties[Wording] as JsonObject;
        return new(
            node.Key,
            Input(node, "sopLabel"),
            Input(node, "label") is { Length: > 0 } label ? label : node.DisplayText,
            Input(node, "role"),
            Cell(wording, "pelaksana"),
            Cell(wording, "kelengkapan"),
            Cell(wording, "waktu"),
            Standard(node),
            Cell(wording, "output"),
            Cell(wording, "keterangan"),
            Cell(wording, "bagian"))
        {
            Place = place,
            Type = node.Type,
        };
    }

    /// <summary>Writes the cells that differ into the activity.</summary>
    public static void Write(JsonObject activity, SopRow before, SopRow after)
    {
        if (before.Kegiatan != after.Kegiatan)
        {
            SetLiteral(activity, "label", after.Kegiatan);
            Child(activity, "metadata")["displayText"] = after.Kegiatan;
        }

        if (before.Number != after.Number)
        {
            SetLiteral(activity, "sopLabel", after.Number);
        }

        if (before.Role != after.Role)
        {
            SetLiteral(activity, "role", after.Role);
        }

        if (before.Standard != after.Standard)
        {
            SetObject(activity, "standard", after.Standard.Length > 0 ? after.Standard : "{}");
        }

        WriteWording(activity, before, after);
    }

    /// <param name="outcomes">Key and label of each answer.</param>
    public static JsonObject Create(SopRow row, string id, string rootNodeId, IEnumerable<(string Key, string Label)> outcomes)
    {
        var activity = new JsonObject
        {
            ["id"] = id,
            ["nodeId"] = $"{rootNodeId}:{id}",
            ["name"] = id,
            ["type"] = row.Type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject { ["canStartWorkflow"] = false, ["runAsynchronously"] = false },
            ["metadata"] = new JsonObject(),
        };
        SetLiteral(activity, "stepKey", id);
        SetLiteral(activity, "label", row.Kegiatan);
        Child(activity, "metadata")["displayText"] = row.Kegiatan;
        SetLiteral(activity, "sopLabel", row.Number);
        SetLiteral(activity, "role", row.Role);
        SetObject(activity, "standard", row.Standard.Length > 0 ? row.Standard : "{}");
        WriteWording(activity, SopRow.Empty, row);
        SetObject(activity, "kelengkapan", "[]");
        SetObject(activity, "documents", "[]");
        SetObject(activity, "outcomes", new JsonArray([.. outcomes.Select(o => (JsonNode)new JsonObject { ["key"] = o.Key, ["label"] = o.Label })]).ToJsonString(Plain));
        SetObject(activity, "differentFrom", "[]");
        return activity;
    }

    public static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }

    private static void WriteWording(JsonObject activity, SopRow before, SopRow after)
    {
        foreach (var (name, _, now) in Cells(before, after).Where(cell => cell.Before != cell.After))
        {
            Child(Child(activity, "customProperties"), Wording)[name] = now;
        }
    }

    private static IEnumerable<(string Name, string Before, string After)> Cells(SopRow before, SopRow after) =>
    [
        ("pelaksana", before.Pelaksana, after.Pelaksana),
        ("kelengkapan", before.Kelengkapan, after.Kelengkapan),
        ("waktu", before.Waktu, after.Waktu),
        ("output", before.Output, after.Output),
        ("keterangan", before.Keterangan, after.Keterangan),
        ("bagian", before.Bagian, after.Bagian),
    ];

    private static string Input(ActivityNode node, string name) => NodeReading.StaticValue(node, name)?.ToString() ?? "";

    private static string Standard(ActivityNode node) =>
        NodeReading.StaticValue(node, "standard") is JsonObject json && TimeStandard.Parse(json) is { Refusal: null } parsed ? parsed.Value.ToJson().ToJsonString() : "";

    private static string Cell(JsonObject? wording, string name) => wording?[name]?.ToString() ?? "";

    private static void SetLiteral(JsonObject activity, string name, string value)
    {
        if (ExpressionOf(activity, name) is { } expression && expression["type"]?.ToString() == "Literal")
        {
            expression["value"] = value;
        }
        else
        {
            activity[name] = Input("String", "Literal", value);
        }
    }

    /// <summary>A value that stands written keeps the way in which it is written: designers differ in it.</summary>
    private static void SetObject(JsonObject activity, string name, string json)
    {
        if (ExpressionOf(activity, name) is { } expression && Written.Contains(expression["type"]?.ToString()))
        {
            expression["value"] = expression["value"] is JsonObject or JsonArray ? JsonNode.Parse(json) : json;
        }
        else
        {
            activity[name] = Input("Object", "Object", json);
        }
    }

    private static JsonObject? ExpressionOf(JsonObject activity, string name) => (activity[name] as JsonObject)?["expression"] as JsonObject;

    private static JsonObject Input(string typeName, string kind, string value) => new()
    {
        ["typeName"] = typeName,
        ["expression"] = new JsonObject { ["type"] = kind, ["value"] = value },
    };
}
