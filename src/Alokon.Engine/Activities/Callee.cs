using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>A workflow as another one runs it: its activities in the same instance, its inputs and outputs as local values.</summary>
/// <param name="Outcomes">Ports of the calling activity; Done where the workflow states none.</param>
internal sealed record Callee(
    string DefinitionId,
    int Version,
    string VersionId,
    ActivityNode Root,
    IReadOnlyList<Argument> Inputs,
    IReadOnlyList<Argument> Outputs,
    IReadOnlyList<string> Outcomes)
{
    /// <summary>What its author says about the values of its activities in the journal; none: as around it.</summary>
    public bool? ShowsValues { get; init; }
}

/// <summary>An input or output of a workflow.</summary>
public sealed record Argument(string Name, string? TypeName)
{
    /// <summary>Of an input that nobody gives.</summary>
    public JsonNode? Default { get; init; }
}
