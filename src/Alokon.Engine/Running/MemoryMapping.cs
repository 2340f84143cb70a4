using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Running;

/// <summary>State at rest to memory and back. Copies both ways: a burst that is refused has left the old state alone.</summary>
internal static class MemoryMapping
{
    public static InstanceMemory Begin(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, JsonObject input, JsonObject properties, string? trigger)
    {
        var variables = new JsonObject();
        Scopes.Initialise(definition.Variables, variables);
        return new InstanceMemory(Frame(definition, stimulus), registry)
        {
            Now = stimulus.Now,
            ShowsValues = stimulus.ShowsValues,
            FlowchartMode = FlowModes.Text(definition.CustomProperties[FlowModes.Property]),
            Trigger = trigger,
            TriggerIsPending = trigger is not null,
            Variables = variables,
            Input = Typed(definition, input),
            Properties = Copy(properties),
        };
    }

    public static InstanceMemory Load(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, WorkflowState state)
    {
        var variables = Copy(state.Variables);
        Scopes.Initialise(definition.Variables, variables, onlyTransient: true);
        var memory = new InstanceMemory(Frame(definition, stimulus), registry)
        {
            Now = stimulus.Now,
            ShowsValues = stimulus.ShowsValues,
            FlowchartMode = FlowModes.Text(definition.CustomProperties[FlowModes.Property]),
            Trigger = state.Trigger,
            TriggerIsPending = state.TriggerIsPending == true,
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            NextExecution = state.NextExecution,
            NextBookmark = state.NextBookmark,
            NextIncident = state.NextIncident ?? 1,
            Guids = state.Guids ?? 0,
            LastResult = state.LastResult,
            Variables = variables,
            Input = Copy(state.Input),
            Output = Copy(state.Output),
            Outputs = Copy(state.Outputs),
            Properties = Copy(state.Properties),
        };
        var open = new Dictionary<int, Execution>();
        foreach (var e in state.Executions)
        {
            var parent = e.Parent is { } id ? open[id] : null;
            open[e.Id] = new Execution(e.Id, definition.Nodes[e.ActivityId], parent, Copy(e.State), Copy(e.Variables))
            {
                Backward = e.Backward,
                Faulted = e.Faulted == true,
                IsTrigger = e.IsTrigger == true,
                Tag = e.Tag?.DeepClone(),
                Locals = e.Locals is { } locals ? Copy(locals) : null,
            };
            Scopes.Initialise(open[e.Id].Node.Variables, open[e.Id].Variables, onlyTransient: true);
            memory.Executions.Add(open[e.Id]);
        }

        memory.Bookmarks.AddRange(state.Bookmarks.Select(b => new Bookmark(b.Id, open[b.Execution], b.Name, b.Payload?.DeepClone())));
        memory.Incidents.AddRange(state.Incidents?.Select(i => new Incident(i.Id, open[i.Execution], i.Code, i.Message, i.At, i.Answer is { } answer ? Copy(answer) : null, i.Attempts) { Category = i.Category, Kind = i.Kind }) ?? []);
        return memory;
    }

    public static WorkflowState Save(WorkflowDefinition definition, InstanceMemory memory, string? endedAs) => new()
    {
        DefinitionId = definition.DefinitionId,
        DefinitionVersion = definition.Version,
        Status = endedAs is null ? "Running" : "Finished",
        SubStatus = endedAs ?? "Suspended",
        EndedBy = memory.EndedBy,
        Trigger = memory.Trigger,
        TriggerIsPending = memory.TriggerIsPending && memory.Executions.Exists(e => e.Faulted) ? true : null,
        CorrelationId = memory.CorrelationId,
        Name = memory.Name,
        NextExecution = memory.NextExecution,
        NextBookmark = memory.NextBookmark,
        NextIncident = memory.NextIncident == 1 ? null : memory.NextIncident,
        Guids = memory.Guids == 0 ? null : memory.Guids,
        LastResult = memory.LastResult,
        Callees = definition.Callees,
        Incidents = memory.Incidents.Count == 0 ? null : [.. memory.Incidents.Select(Save)],
        Executions = [.. memory.Executions.Select(Save)],
        Bookmarks = [.. memory.Bookmarks.Select(b => new BookmarkState(b.Id, b.Execution.Node.Key, b.Execution.Id, b.Name, b.Payload?.DeepClone()))],
        Variables = Lasting(definition.Variables, memory.Variables),
        Input = memory.Input,
        Output = memory.Output,
        Outputs = memory.Outputs,
        Properties = memory.Properties,
    };

    private static ExecutionState Save(Execution e) => new(e.Id, e.Node.Key, e.Parent?.Id, e.Backward, e.State, Lasting(e.Node.Variables, e.Variables))
    {
        Tag = e.Tag?.DeepClone(),
        Locals = e.Locals,
        Faulted = e.Faulted ? true : null,
        IsTrigger = e.Faulted && e.IsTrigger ? true : null,
    };

    private static IncidentState Save(Incident i) => new(i.Id, i.Execution.Id, i.Execution.Node.Key, i.Execution.Node.Type, i.Code, i.Message, i.At, i.Attempts)
    {
        Category = i.Category,
        Kind = i.Kind,
        Answer = i.Answer,
    };

    /// <summary>Without what lives for one burst only. The memory is not used any more: taken out of the very object.</summary>
    private static JsonObject Lasting(IReadOnlyList<VariableDeclaration> declared, JsonObject values)
    {
        foreach (var transient in declared.Where(declaration => declaration.IsTransient))
        {
            values.Remove(transient.Id);
        }

        return values;
    }

    private static InstanceFrame Frame(WorkflowDefinition definition, Stimulus stimulus) =>
        new(stimulus.Instance, definition.DefinitionId, definition.Version, definition.VersionId, definition.Variables, definition.InputNames, definition.Nodes)
        {
            ShowsValues = LogPersistence.DefaultOf(definition.CustomProperties),
        };

    private static JsonObject Typed(WorkflowDefinition definition, JsonObject given)
    {
        var input = Copy(given);
        foreach (var declared in definition.Inputs)
        {
            var value = input.ContainsKey(declared.Name) ? input[declared.Name] : declared.Default?.DeepClone();
            if (value is not null && Coercion.To(declared.TypeName, value) is var typed && typed?.Parent is null)
            {
                input[declared.Name] = typed;
            }
        }

        return input;
    }

    private static JsonObject Copy(JsonObject json) => (JsonObject)json.DeepClone();
}
