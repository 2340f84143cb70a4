using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Which instance this is and what it runs: what stays the same for a whole burst.</summary>
/// <param name="Inputs">Names of the workflow's inputs.</param>
/// <param name="Nodes">Every activity, by key.</param>
internal sealed record InstanceFrame(
    Guid Instance,
    string DefinitionId,
    int DefinitionVersion,
    string DefinitionVersionId,
    IReadOnlyList<VariableDeclaration> Variables,
    IReadOnlyList<string> Inputs,
    IReadOnlyDictionary<string, ActivityNode> Nodes)
{
    /// <summary>What the definition says about values in the journal; none: as the run does.</summary>
    public bool? ShowsValues { get; init; }
}
