using System.Globalization;

namespace Alokon.Engine.Running;

/// <summary>An instance cannot be moved; it is as it was.</summary>
public abstract record RunRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    /// <summary>Someone was faster, or the workflow moved on.</summary>
    public sealed record BookmarkNotFound(Guid Instance, int Bookmark)
        : RunRefusal("bookmark-not-found", RefusalKind.Conflict, $"Expected instance {Instance} to wait at bookmark {Bookmark}, but it does not");

    public sealed record InstanceNotFound(Guid Instance)
        : RunRefusal("instance-not-found", RefusalKind.NotFound, $"Expected an instance {Instance} in this office, but there is none");

    public sealed record AlreadyEnded(Guid Instance, string SubStatus)
        : RunRefusal("instance-ended", RefusalKind.Conflict, $"Expected instance {Instance} to run, but it has ended as {SubStatus}");

    /// <summary>Something failed; nobody can go on before it was tried again.</summary>
    public sealed record Halted(Guid Instance)
        : RunRefusal(Reason, RefusalKind.Conflict, $"Expected instance {Instance} to run, but an activity in it has failed")
    {
        public const string Reason = "instance-halted";
    }

    /// <summary>Somebody was faster, or it cannot be tried again.</summary>
    public sealed record IncidentNotFound(Guid Instance, int Incident)
        : RunRefusal("incident-not-found", RefusalKind.NotFound, $"Expected incident {Incident} of instance {Instance} to be open, but it is not");

    /// <summary>The definition came past the validator, or this program is older than the definition.</summary>
    public sealed record UnknownActivity : RunRefusal
    {
        public UnknownActivity(string activityId, string type)
            : base("activity-unknown", RefusalKind.Conflict, $"Expected a registered activity at '{activityId}', but {type} is not") =>
            Arguments = [activityId, type];
    }

    public sealed record ExpressionFailed : RunRefusal
    {
        public ExpressionFailed(string definitionId, string reason)
            : base("expression-failed", RefusalKind.Conflict, $"{definitionId}: {reason}") =>
            Arguments = [definitionId, reason];
    }

    /// <summary>A loop in which nobody is asked anything.</summary>
    public sealed record Endless : RunRefusal
    {
        public Endless(string activityId, int most)
            : base("workflow-endless", RefusalKind.Conflict, $"Expected the workflow to wait or end, but after {most} activities it is still running, now at '{activityId}'") =>
            Arguments = [activityId, most.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>The instance stays on its version; <see cref="Refusal.Fields"/> says for each step why, and what to do.</summary>
    public sealed record CannotMove : RunRefusal
    {
        public CannotMove(Guid instance, int version, IReadOnlyList<FieldError> obstacles)
            : base("case-cannot-move", RefusalKind.Conflict, $"Expected instance {instance} to fit version {version}, but: {string.Join(", ", obstacles.Select(o => $"{o.Path} {o.Code}"))}")
        {
            Arguments = [version.ToString(CultureInfo.InvariantCulture)];
            Fields = obstacles;
        }
    }

    public sealed record AlreadyThere : RunRefusal
    {
        public AlreadyThere(Guid instance, int version)
            : base("case-already-there", RefusalKind.Conflict, $"Expected instance {instance} on another version, but it is on {version}") =>
            Arguments = [version.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>Its steps went on since it was moved: the way back would undo what people have done.</summary>
    public sealed record MovedOn(Guid Instance)
        : RunRefusal("case-moved-on", RefusalKind.Conflict, $"Expected instance {Instance} to stand where it was moved to, but it went on");

    public sealed record MoveNotFound(Guid Move)
        : RunRefusal("move-not-found", RefusalKind.NotFound, $"Expected a move {Move} in this office, but there is none");
}
