using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>Reads Elsa 3's JSON. Only what cannot run at all is refused here; what should not be published is the validator's.</summary>
public static class DefinitionReader
{
    // Older files spell members in Pascal case.
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = JsonPlace.MaxDepth };

    // Visual or free-form members: nothing in them is an activity, even if it looks like one.
    private static readonly HashSet<string> NoPorts = new(StringComparer.OrdinalIgnoreCase) { "customProperties", "metadata", "connections", "variables", "start" };

    /// <param name="file">Named in refusals.</param>
    public static Outcome<WorkflowDefinition> Parse(string json, string file)
    {
        var text = json.TrimStart('\uFEFF');
        try
        {
            if (JsonNode.Parse(text, AnyCase, Deep) is not JsonObject document)
            {
                return new DefinitionRefusal.Unreadable(file, 1, "$", "Expected a workflow definition, but the file is not a JSON object");
            }

            // A member given twice would be read differently by different programs.
            if (JsonPlace.FirstDuplicate(text) is var (line, member))
            {
                return new DefinitionRefusal.Unreadable(file, line, member, $"Expected every member once, but '{member}' is given twice");
            }

            return Read(text, document);
        }
        catch (JsonException e)
        {
            return new DefinitionRefusal.Unreadable(file, (e.LineNumber ?? 0) + 1, e.Path ?? "$", e.Message);
        }
        catch (UnreadableNode e)
        {
            return new DefinitionRefusal.Unreadable(file, JsonPlace.LineOf(text, e.Path), e.Path, e.Message);
        }
    }

    private static WorkflowDefinition Read(string text, JsonObject document)
    {
        if (WorkflowDefinition.IdOf(document) is null)
        {
            throw new UnreadableNode(document["definitionId"]?.GetPath() ?? "$", "Expected a text 'definitionId' (or a 'name' to make one from), but there is none");
        }

        if (document["root"] is not JsonObject root)
        {
            throw new UnreadableNode(document["root"]?.GetPath() ?? "$", "Expected 'root' to be an activity, but there is none");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new WorkflowDefinition(text, document, ReadNode(root, seen));
    }

    private static ActivityNode ReadNode(JsonObject json, HashSet<string> seen)
    {
        var id = Text(json, "id");
        if (!seen.Add(id))
        {
            throw new UnreadableNode(json["id"]!.GetPath(), $"Expected every activity to have its own id, but '{id}' is given twice"); // read above
        }

        Text(json, "type");
        var ports = new Dictionary<string, IReadOnlyList<ActivityNode>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in json)
        {
            if (!NoPorts.Contains(name))
            {
                ReadPort(ports, name, value, seen);
            }
        }

        return new ActivityNode(json, ports);
    }

    private static void ReadPort(Dictionary<string, IReadOnlyList<ActivityNode>> ports, string name, JsonNode? value, HashSet<string> seen)
    {
        switch (value)
        {
            case JsonObject child when IsActivity(child):
                ports[name] = [ReadNode(child, seen)];
                break;
            case JsonArray children when name.Equals("activities", StringComparison.OrdinalIgnoreCase):
                ports[name] = [.. children.Select(child => ReadNode(child as JsonObject ?? throw new UnreadableNode(child?.GetPath() ?? children.GetPath(), "Expected an activity, but it is not an object"), seen))];
                break;
            case JsonArray children when children.Count > 0 && children.All(child => child is JsonObject activity && IsActivity(activity)):
                ports[name] = [.. children.Select(child => ReadNode(child!.AsObject(), seen))];
                break;
            case JsonArray cases:
                ReadCases(ports, name, cases, seen);
                break;
        }
    }

    // Elsa.Switch: cases: [{label, condition, activity}]
    private static void ReadCases(Dictionary<string, IReadOnlyList<ActivityNode>> ports, string name, JsonArray cases, HashSet<string> seen)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            if (cases[i] is JsonObject option && option["activity"] is JsonObject child && IsActivity(child))
            {
                ports[$"{name}[{i}]"] = [ReadNode(child, seen)];
            }
        }
    }

    private static bool IsActivity(JsonObject json) =>
        json["type"] is JsonValue && json["id"] is JsonValue && !json.ContainsKey("expression") && !json.ContainsKey("typeName");

    private static string Text(JsonObject json, string member) =>
        json[member] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0
            ? text
            : throw new UnreadableNode(json.GetPath(), $"Expected the activity to have a text '{member}', but it has none");

    /// <summary>Leaves the recursion with the place; never leaves this file.</summary>
    private sealed class UnreadableNode(string path, string message) : Exception(message)
    {
        public string Path { get; } = path;
    }
}
