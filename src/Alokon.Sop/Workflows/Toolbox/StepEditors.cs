using Alokon.Engine.Activities;
using Alokon.Sop.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>
/// The fields of the panel of an activity. Where Elsa Studio has no editor for an input (time standard, papers by outcome, outcomes), several
/// fields stand for it; <see cref="StepParts"/> takes them apart and puts them together again.
/// </summary>
public static class StepEditors
{
    public static IReadOnlyList<StepEditor> Of(ActivityDescriptor activity, OfficeChoices choices) =>
        StepOf(activity.Type) is { } step
            ? [.. activity.Inputs.SelectMany(input => Of(step, input, choices))]
            : [.. activity.Inputs.Select(input => new StepEditor(input, input.Name))];

    /// <summary>Every way out of an activity, with what it is called.</summary>
    public static IReadOnlyList<InputOption> Outcomes(ActivityDescriptor activity, OfficeChoices choices) =>
        StepOf(activity.Type) is { } step
            ? [.. choices.OutcomesOf(step).Select(outcome => new InputOption(outcome.Key, outcome.Label))]
            : [.. activity.Outcomes.Select(outcome => new InputOption(outcome, activity.NameOf(outcome)))];

    internal static SopStepType? StepOf(string type) => SopActivities.Steps.FirstOrDefault(step => step.Type == type);

    private static IReadOnlyList<StepEditor> Of(SopStepType step, InputDescriptor input, OfficeChoices choices) => input.Name switch
    {
        "role" => [new(input with { Options = choices.Roles }, input.Name)],
        StandardPart.Input => StandardPart.Editors,
        KelengkapanPart.Input =>
        [
            new(input with { Options = [.. choices.Kelengkapan.Select(name => new InputOption(name, name))] }, input.Name),
            new(KelengkapanPart.Others, input.Name),
        ],
        DocumentsPart.Input => DocumentsPart.Editors(choices.OutcomesOf(step), choices.Documents),
        OutcomesPart.Input => [OutcomesPart.Editor(step)],
        _ => [new(input, input.Name)],
    };
}
