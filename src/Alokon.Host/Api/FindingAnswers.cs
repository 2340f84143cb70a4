using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;

namespace Alokon.Host.Api;

/// <param name="MayBePublished">No error; warnings must be acknowledged by their tokens.</param>
internal sealed record FindingsAnswer(string DefinitionId, int Version, bool MayBePublished, IReadOnlyList<FindingAnswer> Findings)
{
    public static FindingsAnswer Of(DefinitionFindings found) => new(
        found.Definition.DefinitionId, found.Definition.Version, DefinitionValidator.MayBePublished(found.Findings), [.. found.Findings.Select(FindingAnswer.Of)]);
}

/// <param name="Severity">error or warning.</param>
/// <param name="Step">Id of the activity.</param>
internal sealed record FindingAnswer(string Token, string Severity, string Code, string Step, string Message)
{
    public static FindingAnswer Of(Finding finding) =>
        new(finding.Token, finding.Severity == Engine.Definitions.Severity.Error ? "error" : "warning", finding.Code, finding.ActivityId, finding.Message);
}

internal sealed record PublishedAnswer(string DefinitionId, int Version, bool AlreadyPublished)
{
    public static PublishedAnswer Of(DefinitionPublished published) => new(published.Definition.DefinitionId, published.Definition.Version, published.AlreadyPublished);
}
