using Alokon.Engine.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>One field of the designer's panel.</summary>
/// <param name="Field">How it is drawn; its name is the member that the designer writes.</param>
/// <param name="Input">The input of the activity that the field is, or is a part of.</param>
public sealed record StepEditor(InputDescriptor Field, string Input)
{
    /// <summary>Shown, never written.</summary>
    public bool IsReadOnly { get; init; }
}
