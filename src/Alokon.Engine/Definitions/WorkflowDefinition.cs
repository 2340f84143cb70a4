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
        Nodes = root.Tree().ToDictionary(node => node.Id, StringComparer.Ordinal);
    }

    /// <summary>The text as it was written, untouched: what is archived and what a round trip gives back.</summary>
    public string Json { get; }

    /// <summary>Shared by all versions. A file that was never in a store has none yet: its name says which it is.</summary>
    public string DefinitionId => IdOf(Document)!; // the reader refuses a definition without it

    /// <summary>Identifies this one version.</summary>
    public string VersionId => Document["id"]?.ToString() ?? $"{DefinitionId}-v{Version}";

    public int Version => Document["version"] is JsonValue value && value.TryGetValue(out int version) ? version : 1;

    public string Name => Document["name"]?.ToString() ?? DefinitionId;

    public string Description => Document["description"]?.ToString() ?? "";

    public JsonObject CustomProperties => Document["customProperties"] as JsonObject ?? [];

    public ActivityNode Root { get; }

    /// <summary>Every activity, embedded ones included, by id.</summary>
    public IReadOnlyDictionary<string, ActivityNode> Nodes { get; }

    public IReadOnlyList<VariableDeclaration> Variables { get; }

    internal static string? IdOf(JsonObject document) =>
        Text(document["definitionId"]) ?? (Text(document["name"]) is { } name ? string.Concat(name.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')) : null);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <returns>The line of the text where the activity begins, counted from 1; 1 for an unknown one.</returns>
    public long LineOf(string activityId) =>
        Nodes.TryGetValue(activityId, out var node) ? JsonPlace.LineOf(Json, node.Json.GetPath()) : 1;

    /// <summary>Read only: whoever wants to change it clones it and parses the text again.</summary>
    internal JsonObject Document { get; }
}
