using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Outbox;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>Something happened outside: all who wait for it hear of it, now or as soon as they wait.</summary>
/// <param name="CorrelationId">Only instances that carry it; none = all.</param>
[AllowRoles(Roles.Admin, Roles.Kadis, Roles.Kabid, Roles.Pengelola)]
public sealed record RaiseEvent(string Name, string? CorrelationId, JsonNode? Payload) : IRequest<Outcome<StimulusTaken>>, ICommand;

/// <param name="Id">Under which it is found among the failures, should nobody ever wait for it.</param>
public sealed record StimulusTaken(Guid Id);

public sealed class RaiseEventHandler(UnitOfWork work, WakeWorkers wake) : IRequestHandler<RaiseEvent, Outcome<StimulusTaken>>
{
    public Task<Outcome<StimulusTaken>> Handle(RaiseEvent request, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<StimulusTaken>>(request.Name.Length is 0 or > 200
            ? new InvalidInput("name", "field-too-long", "200")
            : Stimuli.Take(work, wake, new(Event.Type, request.Name, request.Payload, request.CorrelationId, null)));
}

/// <summary>A program outside reports the task that a RunTask gave it.</summary>
[AllowRoles(Roles.Admin, Roles.Pengelola)]
public sealed record CompleteExternalTask(string Task, JsonNode? Result) : IRequest<Outcome<StimulusTaken>>, ICommand;

public sealed class CompleteExternalTaskHandler(UnitOfWork work, WakeWorkers wake) : IRequestHandler<CompleteExternalTask, Outcome<StimulusTaken>>
{
    public async Task<Outcome<StimulusTaken>> Handle(CompleteExternalTask request, CancellationToken cancellationToken) =>
        await StimulusRows.IsAwaitedAsync(work, DerivedId.StimulusHash(RunTask.Type, request.Task), cancellationToken)
            ? Stimuli.Take(work, wake, new(RunTask.Type, request.Task, request.Result, null, null))
            : new AutomationRefusal.NobodyAnswers(request.Task);
}

/// <summary>Tasks that programs outside may do now: the oldest two hundred.</summary>
[AllowRoles(Roles.Admin, Roles.Pengelola)]
public sealed record ListExternalTasks : IRequest<Outcome<ExternalTaskList>>, IQuery;

public sealed record ExternalTask(string TaskId, string TaskName, JsonNode? Payload, Guid Instance, DateTimeOffset CreatedAt);

public sealed record ExternalTaskList(IReadOnlyList<ExternalTask> Items);

public sealed class ListExternalTasksHandler(UnitOfWork work) : IRequestHandler<ListExternalTasks, Outcome<ExternalTaskList>>
{
    public async Task<Outcome<ExternalTaskList>> Handle(ListExternalTasks request, CancellationToken cancellationToken) =>
        new ExternalTaskList([.. (await StimulusRows.ListWaitingAsync(work, RunTask.Type, cancellationToken)).Select(View)]);

    private static ExternalTask View(OpenWait wait)
    {
        var task = JsonNode.Parse(wait.Payload)!.AsObject(); // written by RunTask
        return new(task["taskId"]!.GetValue<string>(), task["taskName"]!.GetValue<string>(), task["payload"], wait.Instance, wait.CreatedAt);
    }
}

internal static class Stimuli
{
    public static StimulusTaken Take(UnitOfWork work, WakeWorkers wake, PublishStimulus stimulus)
    {
        work.AfterCommit(() => wake());
        return new(StimulusRows.Add(work, stimulus));
    }
}
