using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>How an activity names the workflow that it runs inside itself.</summary>
/// <param name="VersionId">The exact version that was drawn; none in files that name only the workflow.</param>
public sealed record CalleeReference(string DefinitionId, string? VersionId, int Version)
{
    /// <returns>None for an activity that is no workflow. Elsa's own activities have an input of the same name.</returns>
    public static CalleeReference? From(ActivityNode node) =>
        !node.Type.StartsWith("Elsa.", StringComparison.Ordinal) && Text(node.Json["workflowDefinitionId"]) is { } definition
            ? new(definition, Text(node.Json["workflowDefinitionVersionId"]), node.Version)
            : null;

    /// <summary>The exact version that was drawn, else the one of this number, else the published one, else the latest.</summary>
    public WorkflowDefinition? ChooseFrom(IEnumerable<WorkflowDefinition> known) => known
        .Where(d => d.VersionId == VersionId || d.DefinitionId == DefinitionId)
        .OrderByDescending(d => d.VersionId == VersionId)
        .ThenByDescending(d => d.Version == Version)
        .ThenByDescending(d => d.IsPublished)
        .ThenByDescending(d => d.Version)
        .FirstOrDefault();

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
