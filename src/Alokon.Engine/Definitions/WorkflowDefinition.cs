using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Definitions;

/// <summary>One version of a workflow, parsed. Immutable and shared by every instance that runs it.</summary>
public sealed class WorkflowDefinition
{
    internal WorkflowDefinition(string json, JsonObject document, ActivityNode root)
    {
        Json = json;
        Document = document;
        Root = root;
        Variables = VariableDeclaration.ReadAll(document["variables"]);
        Nodes = root.Tree().ToDictionary(node => node.Key, StringComparer.Ordinal);
        Inputs = Arguments(document["inputs"]);
        Outputs = Arguments(document["outputs"]);
        InputNames = [.. Inputs.Select(input => input.Name)];
        VersionId = document["id"]?.ToString() ?? $"{DefinitionId}-v{Version}";
        Outcomes = document["outcomes"] is JsonArray { Count: > 0 } outcomes ? [.. outcomes.Select(outcome => outcome?.ToString() ?? "")] : ["Done"];
        Missing = [.. Nodes.Values.Where(node => node.Callee is null).Select(CalleeReference.From).OfType<CalleeReference>().Distinct()];
        ContinuesWithIncidents = document["options"]?["incidentStrategyType"]?.ToString().Contains("ContinueWithIncidents", StringComparison.Ordinal) ?? false;
    }

    /// <summary>The text as it was written, untouched: what is archived and what a round trip gives back.</summary>
    public string Json { get; }

    /// <summary>Shared by all versions. A file that was never in a store has none yet: its name says which it is.</summary>
    public string DefinitionId => IdOf(Document)!; // the reader refuses a definition without it

    /// <summary>Identifies this one version.</summary>
    public string VersionId { get; }

    public int Version => Document["version"] is JsonValue value && value.TryGetValue(out int version) ? version : 1;

    public string Name => Document["name"]?.ToString() ?? DefinitionId;

    public string Description => Document["description"]?.ToString() ?? "";

    public JsonObject CustomProperties => Document["customProperties"] as JsonObject ?? [];

    public ActivityNode Root { get; }

    /// <summary>When an activity fails, the other branches go on; otherwise the whole instance stands still until it was tried again.</summary>
    public bool ContinuesWithIncidents { get; }

    /// <summary>Every activity, embedded ones included, by key: the id, or the way to it where it is inside a workflow that this one runs.</summary>
    public IReadOnlyDictionary<string, ActivityNode> Nodes { get; }

    public IReadOnlyList<VariableDeclaration> Variables { get; }

    public IReadOnlyList<Argument> Inputs { get; }

    public IReadOnlyList<Argument> Outputs { get; }

    internal IReadOnlyList<string> InputNames { get; }

    /// <summary>Ports that it has when another workflow runs it; Done where it states none.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    public bool IsPublished => Document["isPublished"]?.GetValueKind() == JsonValueKind.True;

    /// <summary>Exact versions of the workflows in it, by key of the activity that runs them; none before it was linked, and where it runs none.</summary>
    public IReadOnlyDictionary<string, string>? Callees { get; init; }

    /// <summary>The workflows that it names and that are not in it yet.</summary>
    public IReadOnlyList<CalleeReference> Missing { get; }

    internal static string? IdOf(JsonObject document) =>
        Text(document["definitionId"]) ?? (Text(document["name"]) is { } name ? string.Concat(name.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')) : null);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <returns>The line of the text where the activity begins, counted from 1; 1 for an unknown one.</returns>
    public long LineOf(string activityId) =>
        Nodes.TryGetValue(activityId, out var node) && node.Json.Root == Document ? JsonPlace.LineOf(Json, node.Json.GetPath()) : 1;

    private static IReadOnlyList<Argument> Arguments(JsonNode? declared) =>
    [
        .. from argument in (declared as JsonArray ?? []).OfType<JsonObject>()
           where argument["name"] is not null
           select new Argument(argument["name"]!.ToString(), argument["isArray"]?.GetValueKind() == JsonValueKind.True ? $"{argument["type"]}[]" : argument["type"]?.ToString())
           {
               Default = argument["defaultValue"],
           },
    ];

    /// <summary>Read only: whoever wants to change it clones it and parses the text again.</summary>
    internal JsonObject Document { get; }
}
