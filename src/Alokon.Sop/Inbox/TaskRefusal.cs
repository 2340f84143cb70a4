using Alokon.Engine;

namespace Alokon.Sop.Inbox;

public abstract record TaskRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    /// <summary>No such task, or none that this officer may know of: from outside they look the same.</summary>
    public sealed record NotFound(Guid Task) : TaskRefusal("task-not-found", RefusalKind.NotFound, $"Expected task {Task}, but it is not there or not visible");

    public sealed record NotYours : TaskRefusal
    {
        public NotYours(Guid task, string role)
            : base("task-not-yours", RefusalKind.Forbidden, $"Expected a holder of {role} for task {task}") =>
            Arguments = [role];
    }

    /// <summary>Someone was faster, or the workflow moved on.</summary>
    public sealed record NotOpen : TaskRefusal
    {
        public NotOpen(TaskView task)
            : base("task-not-open", RefusalKind.Conflict, $"Expected to work on task {task.Id}, but it is {task.Status}")
        {
            Arguments = [task.Assignee ?? "sistem", task.Status];
            Current = task;
        }
    }

    public sealed record ClaimedByOther : TaskRefusal
    {
        public ClaimedByOther(TaskView task)
            : base("task-claimed-by-other", RefusalKind.Conflict, $"Expected task {task.Id} to be free, but somebody else claimed it")
        {
            Arguments = [task.Assignee ?? string.Empty];
            Current = task;
        }
    }

    public sealed record NotClaimed : TaskRefusal
    {
        public NotClaimed(TaskView task)
            : base("task-not-claimed", RefusalKind.Conflict, $"Expected task {task.Id} to be claimed by the caller, but it is {task.Status}") =>
            Current = task;
    }

    public sealed record Stale : TaskRefusal
    {
        public Stale(TaskView task, int? given)
            : base("task-stale", RefusalKind.Stale, $"Expected version {task.Version} of task {task.Id}, but the caller knew {given?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}")
        {
            Current = task;
            Arguments = [task.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        }
    }
}
