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
        foreach (var declaration in definition.Variables)
        {
            variables[declaration.Id] = declaration.Initial();
        }

        return new InstanceMemory(stimulus.Instance, definition.DefinitionId, definition.Version, definition.Variables, registry)
        {
            Now = stimulus.Now,
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
        var memory = new InstanceMemory(stimulus.Instance, definition.DefinitionId, definition.Version, definition.Variables, registry)
        {
            Now = stimulus.Now,
            FlowchartMode = FlowModes.Text(definition.CustomProperties[FlowModes.Property]),
            Trigger = state.Trigger,
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            NextExecution = state.NextExecution,
            NextBookmark = state.NextBookmark,
            Variables = Copy(state.Variables),
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
                Tag = e.Tag?.DeepClone(),
                Locals = e.Locals is { } locals ? Copy(locals) : null,
            };
            memory.Executions.Add(open[e.Id]);
        }

        memory.Bookmarks.AddRange(state.Bookmarks.Select(b => new Bookmark(b.Id, open[b.Execution], b.Name, b.Payload?.DeepClone())));
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
        CorrelationId = memory.CorrelationId,
        Name = memory.Name,
        NextExecution = memory.NextExecution,
        NextBookmark = memory.NextBookmark,
        Executions = [.. memory.Executions.Select(Save)],
        Bookmarks = [.. memory.Bookmarks.Select(b => new BookmarkState(b.Id, b.Execution.Node.Id, b.Execution.Id, b.Name, b.Payload?.DeepClone()))],
        Variables = memory.Variables,
        Input = memory.Input,
        Output = memory.Output,
        Outputs = memory.Outputs,
        Properties = memory.Properties,
    };

    private static ExecutionState Save(Execution e) => new(e.Id, e.Node.Id, e.Parent?.Id, e.Backward, e.State, e.Variables)
    {
        Tag = e.Tag?.DeepClone(),
        Locals = e.Locals,
        Faulted = e.Faulted ? true : null,
    };

    private static JsonObject Typed(WorkflowDefinition definition, JsonObject given)
    {
        var input = Copy(given);
        foreach (var declared in (definition.Document["inputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (declared["name"]?.ToString() is { } name && input[name] is JsonValue value)
            {
                var typed = Coercion.To(declared["type"]?.ToString(), value);
                if (typed != value)
                {
                    input[name] = typed;
                }
            }
        }

        return input;
    }

    private static JsonObject Copy(JsonObject json) => (JsonObject)json.DeepClone();
}
