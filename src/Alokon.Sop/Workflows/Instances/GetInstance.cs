using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Inbox;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Sop.Workflows.Instances;

/// <summary>How an instance stands, without its history: cheap, because a viewer asks every few seconds.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetInstanceSummary(Guid Id) : IRequest<Outcome<InstanceLine>>, IQuery;

public sealed class GetInstanceSummaryHandler(UnitOfWork work) : IRequestHandler<GetInstanceSummary, Outcome<InstanceLine>>
{
    public async Task<Outcome<InstanceLine>> Handle(GetInstanceSummary request, CancellationToken cancellationToken) =>
        await InstanceListRows.FindAsync(work, request.Id, cancellationToken) is { } found
            ? new InstanceLine(found, (await RequestRows.NumbersAsync(work, [request.Id], cancellationToken)).GetValueOrDefault(request.Id))
            : new RunRefusal.InstanceNotFound(request.Id);
}

/// <summary>An instance with the version it runs on, what it waits for, what happened in it, and how late its steps are.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetInstance(Guid Id) : IRequest<Outcome<InstanceView>>, IQuery;

/// <param name="Clocks">The handling clock of the last task of a step, by activity; steps without a standard have none.</param>
public sealed record InstanceView(
    InstanceLine Line, WorkflowDefinition Definition, WorkflowState State, IReadOnlyList<JournalBurst> Journal, IReadOnlyDictionary<string, ClockView> Clocks);

public sealed class GetInstanceHandler(UnitOfWork work, DefinitionStore definitions, SlaClocks clocks) : IRequestHandler<GetInstance, Outcome<InstanceView>>
{
    public async Task<Outcome<InstanceView>> Handle(GetInstance request, CancellationToken cancellationToken)
    {
        if (await InstanceListRows.FindAsync(work, request.Id, cancellationToken) is not { } found
            || await InstanceListRows.StateAsync(work, request.Id, cancellationToken) is not { } state)
        {
            return new RunRefusal.InstanceNotFound(request.Id);
        }

        var definition = await definitions.FindVersionAsync(work, found.DefinitionId, found.DefinitionVersion, cancellationToken)
            ?? throw new InvalidOperationException($"Expected version {found.DefinitionVersion} of {found.DefinitionId}, which instance {found.Id} runs.");
        var number = (await RequestRows.NumbersAsync(work, [request.Id], cancellationToken)).GetValueOrDefault(request.Id);
        return new InstanceView(
            new InstanceLine(found, number), definition, state, await InstanceListRows.JournalAsync(work, request.Id, cancellationToken), await ClocksAsync(request.Id, cancellationToken));
    }

    private async Task<Dictionary<string, ClockView>> ClocksAsync(Guid id, CancellationToken ct)
    {
        var tasks = await TaskRows.ByActivityAsync(work, id, ct);
        var views = (await clocks.ReadTasksAsync(work, [.. tasks.Select(task => task.Task)], ct))
            .Where(clock => clock is { Kind: ClockKind.Handling, TaskId: not null })
            .ToDictionary(clock => clock.TaskId!.Value); // filtered in the line above
        return tasks.Where(task => views.ContainsKey(task.Task)).GroupBy(task => task.Activity).ToDictionary(same => same.Key, same => views[same.Last().Task]);
    }
}
