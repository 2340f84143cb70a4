using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Activities;
using Alokon.Sop.Inbox;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Workflows;

/// <summary>What previewing, moving and undoing have in common: what a room keeps of the definition inside the case.</summary>
public sealed class MoveDesk(UnitOfWork work, DefinitionStore definitions, InstanceMover mover, SlaClocks clocks)
{
    // A case with more has one cause: the first ones tell it.
    private const int MostFailures = 20;

    /// <summary>The service standard lives among the case's properties, because a burst reads no definition but its own nodes.</summary>
    public static void Prepare(WorkflowDefinition to, WorkflowState state)
    {
        if (state.Properties.ContainsKey(SopActivity.ServiceProperty))
        {
            state.Properties[SopActivity.ServiceProperty] = to.CustomProperties["Alokon:sop"]?["service"]?.DeepClone();
        }
    }

    /// <summary>What the new version gives the whole case, from the request to the handover; none when it says nothing.</summary>
    public static TimeStandard? ServiceOf(JsonObject properties, string kind) =>
        properties[SopActivity.ServiceProperty]?[kind] is JsonObject standard && TimeStandard.Parse(standard, "service") is { Refusal: null } parsed ? parsed.Value : null;

    /// <summary>The version that cases may be moved to, published now or earlier, once every step that the admin chose is in it.</summary>
    /// <param name="version">None: the one in force.</param>
    public async Task<Outcome<WorkflowDefinition>> TargetAsync(string definitionId, int? version, IReadOnlyDictionary<string, string> map, CancellationToken ct)
    {
        var found = version is { } number ? await definitions.FindVersionAsync(work, definitionId, number, ct) : await definitions.FindPublishedAsync(work, definitionId, ct);
        if (found is null)
        {
            return version is { } missing ? new DefinitionRefusal.VersionNotFound(definitionId, missing) : new DefinitionRefusal.NotFound(definitionId);
        }

        // With the workflows in it: an admin may choose a step that is inside one.
        var target = await definitions.LinkAsync(work, found, ct);
        // A slip of the pen would show only as a case that stays.
        var unknown = map.Where(step => !target.Nodes.ContainsKey(step.Value)).Select(step => new FieldError($"map.{step.Key}", "move-target-unknown", step.Value)).ToList();
        return unknown.Count > 0 ? new InvalidInput(unknown) : target;
    }

    /// <summary>One case as it would be; nothing is locked and nothing written. A workflow that is no case of an SOP has no number, and is called by its id.</summary>
    public async Task<CasePreview> PreviewAsync(Guid instance, int fromVersion, WorkflowDefinition to, StepMap map, CancellationToken ct)
    {
        var request = await RequestRows.FindAsync(work, instance, ct);
        var plan = await mover.PlanAsync(work, instance, to.Version, map, Prepare, ct);
        var tasks = (await TaskRows.OfCaseAsync(work, instance, ct)).Where(task => task.IsOpen).ToList();
        var preview = new CasePreview(instance, request?.Number ?? instance.ToString(), fromVersion, [.. tasks.Select(At)], null, null, [])
        {
            Failures = await FailuresAsync(instance, to, plan.Match(moved => moved.Failures, _ => []), ct),
        };
        if (plan.IsRefused(out var refusal))
        {
            return preview with { Obstacles = Obstacles(refusal) };
        }

        var steps = new List<StepPreview>();
        foreach (var effect in plan.Value.Effects.Select(e => e.Effect).OfType<RedrawTask>())
        {
            if (tasks.Find(task => task.Bookmark == effect.Task.Bookmark) is { } task)
            {
                steps.Add(await PreviewAsync(task, effect.Task, ct));
            }
        }

        var service = request is not null && ServiceOf(plan.Value.State.Properties, request.Kind) is { } standard ? await clocks.ServiceWouldBeAsync(work, instance, standard, ct) : null;
        return preview with { Steps = steps, ServiceDueBefore = service?.Before, ServiceDueAfter = service?.After };
    }

    private async Task<IReadOnlyList<FailurePreview>> FailuresAsync(Guid instance, WorkflowDefinition to, IReadOnlyList<MovedFailure> moved, CancellationToken ct)
    {
        var open = await IncidentRows.ReadOpenAsync(work, instance, MostFailures, null, ct);
        return [.. open.Select(incident => new FailurePreview(incident.Number, incident.ActivityId, Target(incident.Number)?.Key, Target(incident.Number)?.DisplayText))];

        ActivityNode? Target(int incident) => moved.FirstOrDefault(failure => failure.Incident == incident) is { } failure ? to.Nodes[failure.To] : null;
    }

    public static IReadOnlyList<FieldError> Obstacles(Refusal refusal) =>
        refusal.Fields.Count > 0 ? refusal.Fields : [new FieldError("", refusal.Code, [.. refusal.Arguments])];

    private async Task<StepPreview> PreviewAsync(TaskRow task, OpenTask after, CancellationToken ct)
    {
        var standard = TimeStandard.Parse(after.Standard, after.Step);
        var due = standard.Refusal is null && task.Status == "claimed"
            ? await clocks.WouldBeAsync(work, new ClockOwner(task.CaseId, task.Id, after.Step, after.Role), standard.Value, after.Zone, ct)
            : null;
        return At(task) with
        {
            To = new StepName(after.Step, after.Label, after.SopLabel),
            RoleAfter = after.Role,
            DueAfter = due is null ? task.DueAt : due.After,
            IsLateAfter = due?.After < work.Now,
        };
    }

    private static StepPreview At(TaskRow task) =>
        new(task.Id, new StepName(task.Step, task.Label, task.SopLabel), null, task.Role, null, task.Status, task.AssigneeName, task.DueAt, null, false);
}

/// <param name="Obstacles">Why it cannot move, step by step; empty when it can.</param>
public sealed record CasePreview(
    Guid Case, string Number, int FromVersion, IReadOnlyList<StepPreview> Steps, DateTimeOffset? ServiceDueBefore, DateTimeOffset? ServiceDueAfter, IReadOnlyList<FieldError> Obstacles)
{
    public IReadOnlyList<FailurePreview> Failures { get; init; } = [];
}

/// <summary>Something failed there, and would be tried again where it goes.</summary>
/// <param name="To">None when the case cannot move.</param>
public sealed record FailurePreview(int Incident, string From, string? To, string? ToLabel);

/// <param name="To">None when the case cannot move.</param>
/// <param name="DueAfter">The deadline under the new standard, with the time used kept; of a task that nobody has taken up, when somebody has to.</param>
public sealed record StepPreview(
    Guid Task, StepName From, StepName? To, string Role, string? RoleAfter, string Status, string? Assignee, DateTimeOffset? DueBefore, DateTimeOffset? DueAfter, bool IsLateAfter);
