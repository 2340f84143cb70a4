using Alokon.Engine;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Inbox;

/// <summary>The inbox.</summary>
/// <param name="Scope">mine: what I can do now (mine, or free for my position); team: all work of my positions; all: everything I may see.</param>
/// <param name="Status">open or done.</param>
/// <param name="Sort">due (least time left first) or created.</param>
public sealed record ListTasks(string? Scope, string? Status, string? Sort, int? Limit, string? After) : IRequest<Outcome<Page<TaskView>>>, IQuery;

public sealed class ListTasksHandler(UnitOfWork work, TaskDesk desk) : IRequestHandler<ListTasks, Outcome<Page<TaskView>>>
{
    public async Task<Outcome<Page<TaskView>>> Handle(ListTasks request, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } refusal)
        {
            return refusal;
        }

        var limit = PageCursor.Limit(request.Limit);
        var byDue = request.Sort is null or "due";
        var rows = await TaskRows.ListAsync(work, Filter(request, byDue, limit), cancellationToken);
        var views = (await desk.ViewAsync(rows, cancellationToken)).ToDictionary(v => v.Id);
        return Page<TaskView>.Of(rows, limit, row => views[row.Id], row => new PageCursor((byDue ? row.DueAt : row.CreatedAt) ?? DateTimeOffset.MaxValue, row.Id));
    }

    private static InvalidInput? Refuse(ListTasks request) =>
        request switch
        {
            { Scope: not (null or "mine" or "team" or "all") } => new InvalidInput("scope", "choice-unknown", request.Scope, "mine, team, all"),
            { Status: not (null or "open" or "done") } => new InvalidInput("status", "choice-unknown", request.Status, "open, done"),
            { Sort: not (null or "due" or "created") } => new InvalidInput("sort", "choice-unknown", request.Sort, "due, created"),
            _ => null,
        };

    private TaskFilter Filter(ListTasks request, bool byDue, int limit)
    {
        var cursor = PageCursor.Parse(request.After);
        var scope = request.Scope ?? "mine";
        var done = request.Status == "done";
        var holdings = work.Officer.Holdings;
        var working = scope == "all" ? null : holdings;
        return new TaskFilter(
            done ? ["done"] : ["ready", "claimed"],
            working?.Select(h => h.Role).ToArray(),
            working?.Select(h => h.Scope).ToArray(),
            working?.Select(h => h.ScopeCode).ToArray(),
            [.. holdings.Select(h => h.Scope)],
            [.. holdings.Select(h => h.ScopeCode)],
            scope == "mine" ? work.Officer.Person : null,
            Unclaimed: !done,
            byDue,
            cursor?.At,
            cursor?.Id,
            limit + 1);
    }
}

/// <summary>One task; 404 also for what the officer may not know of.</summary>
public sealed record GetTask(Guid Task) : IRequest<Outcome<TaskView>>, IQuery;

public sealed class GetTaskHandler(UnitOfWork work, TaskDesk desk) : IRequestHandler<GetTask, Outcome<TaskView>>
{
    public async Task<Outcome<TaskView>> Handle(GetTask request, CancellationToken cancellationToken) =>
        await TaskRows.FindAsync(work, request.Task, cancellationToken) is { } row && People.Directory.MaySeeCase(work.Officer, row.Facility, row.Kecamatan)
            ? await desk.ViewAsync(row, cancellationToken)
            : new TaskRefusal.NotFound(request.Task);
}
