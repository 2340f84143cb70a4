using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Sop.Inbox;

/// <summary>The officer's answer. When it is answered "done", the case has moved, the papers are ordered and the next task waits: all in one commit.</summary>
/// <param name="Version">The version the officer saw; a decision on an older one is refused.</param>
public sealed record CompleteTask(Guid Task, string Outcome, JsonObject Data, string? Comment, int? Version) : IRequest<Outcome<TaskCompleted>>, ICommand;

/// <param name="Next">The tasks that this answer opened.</param>
public sealed record TaskCompleted(TaskView Task, IReadOnlyList<TaskView> Next);

public sealed class CompleteTaskHandler(UnitOfWork work, TaskDesk desk, WorkflowRunner workflows, SlaClocks clocks, AuditLog audit)
    : IRequestHandler<CompleteTask, Outcome<TaskCompleted>>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<Outcome<TaskCompleted>> Handle(CompleteTask request, CancellationToken cancellationToken)
    {
        var locked = await desk.LockAsync(request.Task, request.Version, cancellationToken);
        if (locked.IsRefused(out var refusal))
        {
            return refusal;
        }

        var (task, holding) = locked.Value;
        if (request.Version is null)
        {
            return new TaskRefusal.Stale(await desk.ViewAsync(task, cancellationToken), null);
        }

        if (task.Assignee is { } assignee && assignee != work.Officer.Person)
        {
            return new TaskRefusal.ClaimedByOther(await desk.ViewAsync(task, cancellationToken));
        }

        if (request.Comment is { Length: > 2000 })
        {
            return new InvalidInput("comment", "field-too-long", "2000");
        }

        var taken = task.Assignee is null ? await desk.TakeAsync(locked.Value, cancellationToken) : task;
        await audit.AppendAsync(work, await clocks.StopAsync(work, task.Id, ClockKind.Handling, cancellationToken), cancellationToken);
        var done = taken with { Status = "done", CompletedAt = work.Now, Outcome = request.Outcome, Comment = request.Comment, Version = task.Version + 1 };
        TaskRows.Close(work, done);
        await audit.AppendAsync(
            work,
            task.CaseId,
            new AuditEntry("task.completed", task.Step, new() { ["task"] = task.Id.ToString(), ["outcome"] = request.Outcome }, holding),
            cancellationToken);
        var moved = await workflows.ResumeAsync(work, task.CaseId, task.Bookmark, Stimulus(request, holding), cancellationToken);
        return moved.IsRefused(out refusal)
            ? refusal
            : new TaskCompleted(await desk.ViewAsync(done, cancellationToken), await desk.ViewOpenedAsync(cancellationToken));
    }

    /// <summary>What the activity gets to know: the answer, and who gave it in which position.</summary>
    private JsonObject Stimulus(CompleteTask request, Holding holding)
    {
        var by = new
        {
            work.Officer.Person,
            work.Officer.Name,
            work.Officer.Nip,
            work.Officer.Rank,
            holding.Title,
            holding.Mandate,
            holding.MandateNumber,
            holding.Role,
            MandateFrom = holding.IsActing ? holding.From : null,
            MandateUntil = holding.IsActing ? holding.Until : null,
        };
        return new JsonObject
        {
            ["outcome"] = request.Outcome,
            ["data"] = request.Data.DeepClone(),
            ["comment"] = string.IsNullOrWhiteSpace(request.Comment) ? null : request.Comment.Trim(),
            ["by"] = JsonSerializer.SerializeToNode(by, Json),
        };
    }
}
