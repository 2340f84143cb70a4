using Alokon.Engine.Activities;
using Alokon.Sop.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>What the editors of a step let an admin of this office choose from, in the words that the admin reads.</summary>
/// <param name="Roles">Who may do a step, with those who hold the positions.</param>
/// <param name="Documents">Papers that the office has a template for.</param>
/// <param name="Kelengkapan">Names of papers that steps of this office ask for.</param>
/// <param name="Outcomes">By type of activity: those of the office's own definitions that the type does not have by itself.</param>
public sealed record OfficeChoices(
    IReadOnlyList<InputOption> Roles,
    IReadOnlyList<InputOption> Documents,
    IReadOnlyList<string> Kelengkapan,
    IReadOnlyDictionary<string, IReadOnlyList<OutcomeOption>> Outcomes)
{
    public static OfficeChoices None { get; } = new([], [], [], new Dictionary<string, IReadOnlyList<OutcomeOption>>());

    /// <summary>Every outcome that a step of this type has an arrow for.</summary>
    public IReadOnlyList<OutcomeOption> OutcomesOf(SopStepType type) =>
        Outcomes.TryGetValue(type.Type, out var own) ? [.. type.Outcomes, .. own.Where(o => type.Outcomes.All(known => known.Key != o.Key))] : type.Outcomes;
}
