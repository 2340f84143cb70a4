using Alokon.Engine;
using Alokon.Host.Texts;
using Alokon.Sop.Workflows;

namespace Alokon.Host.Api;

/// <param name="Step">Id of the step in the version the case is on; empty when it is about the case.</param>
/// <param name="Reason">Indonesian: why, and what to do.</param>
internal sealed record ObstacleAnswer(string Step, string Code, string Reason)
{
    public static IReadOnlyList<ObstacleAnswer> Of(IReadOnlyList<FieldError> obstacles) => [.. obstacles.Select(o => new ObstacleAnswer(o.Path, o.Code, IndonesianTexts.Of(o)))];
}

internal sealed record CasePreviewAnswer(
    Guid Case, string Number, int FromVersion, IReadOnlyList<StepPreview> Steps, DateTimeOffset? ServiceDueBefore, DateTimeOffset? ServiceDueAfter, IReadOnlyList<ObstacleAnswer> Obstacles,
    IReadOnlyList<FailurePreview> Failures);

internal sealed record MovePreviewAnswer(string DefinitionId, int Version, int Movable, int Blocked, IReadOnlyList<CasePreviewAnswer> Items, bool More)
{
    public static MovePreviewAnswer Of(MovePreview preview) => new(
        preview.DefinitionId, preview.Version, preview.Movable, preview.Blocked,
        [.. preview.Items.Select(i => new CasePreviewAnswer(i.Case, i.Number, i.FromVersion, i.Steps, i.ServiceDueBefore, i.ServiceDueAfter, ObstacleAnswer.Of(i.Obstacles), i.Failures))],
        preview.More);
}

internal sealed record MovedCaseAnswer(Guid Case, int FromVersion, string Status, DateTimeOffset? MovedAt, DateTimeOffset? UndoneAt, IReadOnlyList<ObstacleAnswer> Obstacles);

internal sealed record MoveAnswer(
    Guid Id, string DefinitionId, int Version, IReadOnlyDictionary<string, string> Map, string Reason, DateTimeOffset StartedAt, string By,
    int Pending, int Moved, int Refused, int Undone, IReadOnlyList<MovedCaseAnswer> Cases)
{
    public static MoveAnswer Of(MoveView move) => new(
        move.Id, move.DefinitionId, move.Version, move.Map, move.Reason, move.StartedAt, move.By, move.Pending, move.Moved, move.Refused, move.Undone,
        [.. move.Cases.Select(c => new MovedCaseAnswer(c.Case, c.FromVersion, c.Status, c.MovedAt, c.UndoneAt, ObstacleAnswer.Of(c.Obstacles)))]);
}

internal sealed record MoveUndoAnswer(MoveAnswer Move, IReadOnlyList<CaseStays> Stays);

/// <summary>A case of the batch that is not taken back, and why.</summary>
internal sealed record CaseStays(Guid Case, string Code, string Reason);
