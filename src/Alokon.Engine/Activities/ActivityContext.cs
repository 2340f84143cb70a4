using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>What a running activity sees and may decide. Lives for one call.</summary>
public sealed class ActivityContext
{
    private readonly InstanceMemory _memory;

    internal ActivityContext(InstanceMemory memory, Execution execution)
    {
        _memory = memory;
        Execution = execution;
    }

    public ActivityNode Node => Execution.Node;

    /// <summary>The time of the stimulus, the same for the whole burst.</summary>
    public DateTimeOffset Now => _memory.Now;

    /// <summary>Instance-wide, persisted, shared by all activities: JSON that the activities agree on.</summary>
    public JsonObject Properties => _memory.Properties;

    public EffectSource Source => _memory.Source(Node);

    /// <summary>What belongs together with this instance; events are delivered by it.</summary>
    public string? CorrelationId
    {
        get => _memory.CorrelationId;
        set => _memory.CorrelationId = value;
    }

    /// <summary>What people call this instance.</summary>
    public string? InstanceName
    {
        get => _memory.Name;
        set => _memory.Name = value;
    }

    /// <summary>This activity is the trigger that has just started the instance: what it would wait for has already happened.</summary>
    public bool IsTrigger => Execution.IsTrigger;

    internal Execution Execution { get; }

    /// <exception cref="ExpressionFault">The definition gives something that is not a <typeparamref name="T"/>.</exception>
    public T? Input<T>(string name)
    {
        var value = InputJson(name);
        try
        {
            return value is null ? default : value.Deserialize<T>(JsonSerializerOptions.Web);
        }
        catch (JsonException e)
        {
            throw new ExpressionFault($"Expected input '{name}' of '{Node.Id}' to be a {typeof(T).Name}, but it is {value?.ToJsonString()}: {e.Message}");
        }
    }

    /// <summary>The input evaluated and brought to its declared type; the descriptor's default where the definition says nothing.</summary>
    public JsonNode? InputJson(string name)
    {
        var declared = _memory.Registry.Find(Node)?.Descriptor.Input(name);
        var written = Node.Json[name];
        var value = written is null ? JsonValue.Create(declared?.Default) : Evaluate(written);
        var typed = Coercion.To(declared?.TypeName ?? written?["typeName"]?.ToString(), value);
        if (LogPersistence.ShowsInput(_memory, Execution, name))
        {
            Execution.Show("inputs", name, typed);
        }

        return typed;
    }

    /// <summary>What <paramref name="read"/> makes of this activity's inputs; made once per definition where they are the same in every case.</summary>
    public T Inputs<T>(Func<ActivityContext, T> read)
        where T : class => Node.HasConstantInputs ? Node.Derived(_ => read(this)) : read(this);

    /// <summary>An input of the workflow; inside a composite, of that.</summary>
    public JsonNode? WorkflowInput(string name) => Composites.Input(_memory, Execution, name)?.DeepClone();

    public JsonNode? GetVariable(string name) => Scopes.Read(_memory, Execution, new(null, name))?.DeepClone();

    /// <exception cref="ExpressionFault">No container around this activity, nor the workflow, declares it; or the value is of another type.</exception>
    public void SetVariable(string name, JsonNode? value) => SetVariable(new VariableReference(null, name), value);

    /// <summary>Kept under this activity's id, and written to the variable or workflow output that the definition binds it to.</summary>
    public void SetOutput(string name, JsonNode? value)
    {
        if (_memory.Outputs[Node.Key] is not JsonObject own)
        {
            _memory.Outputs[Node.Key] = own = [];
        }

        own[name] = value?.DeepClone();
        if (LogPersistence.ShowsOutput(_memory, Execution, name))
        {
            Execution.Show("outputs", name, value);
        }

        if (name == "result")
        {
            _memory.LastResult = Node.Key;
        }

        if (Node.Json[name] is JsonObject written && written["memoryReference"] is JsonObject memory && memory["id"]?.ToString() is { Length: > 0 } bound)
        {
            var variable = new VariableReference(bound, null);
            if (Scopes.Declares(_memory, Execution, variable))
            {
                SetVariable(variable, value);
            }
            else
            {
                Composites.Output(_memory, Execution, bound, value);
            }
        }
    }

    /// <summary>Everything that the workflow was given.</summary>
    internal JsonObject AllInput() => (JsonObject)_memory.Input.DeepClone();

    /// <summary>An input evaluated with one more variable in sight.</summary>
    internal JsonNode? EvaluateWith(string input, string variable, JsonNode? value)
    {
        var seeing = new Execution(Execution.Id, Node, Execution.Parent, [], Execution.Variables) { Locals = new() { [variable] = value?.DeepClone() } };
        return Expression.Evaluate(Node.Json[input], Scripting.Scope(_memory, seeing));
    }

    /// <summary>Another one each call, the same ones in a replay.</summary>
    public Guid NextGuid() => Scripting.NextGuid(_memory);

    /// <summary>An output of the workflow; inside a composite, of that.</summary>
    public void SetWorkflowOutput(string name, JsonNode? value) => Composites.Output(_memory, Execution, name, value);

    /// <summary>The activity waits until somebody resumes this bookmark.</summary>
    /// <returns>The bookmark's number in this instance: what a room stores to resume it.</returns>
    public int CreateBookmark(string name, JsonNode? payload = null)
    {
        var bookmark = new Bookmark(_memory.NextBookmark++, Execution, name, payload);
        _memory.Bookmarks.Add(bookmark);
        _memory.Log("Suspended", Node, Execution.Id, "bookmark", bookmark.Id);
        return bookmark.Id;
    }

    public void Emit(IEffect effect) => _memory.Effects.Add(new(Source, effect));

    /// <param name="outcomes">The ports that fire; none = "Done".</param>
    public void Complete(params string[] outcomes) => _memory.Complete(Execution, outcomes.Length == 0 ? ["Done"] : outcomes);

    internal JsonNode? Evaluate(JsonNode? input) => Expression.Evaluate(input, Scripting.Scope(_memory, Execution));

    /// <summary>Runs the script that stands in an input.</summary>
    internal JsonNode? RunScript(string input, Action<IReadOnlyList<string>> setOutcomes)
    {
        var scope = Scripting.Scope(_memory, Execution);
        return Expression.RunWritten(Node.Json[input], scope with { Script = () => scope.Script() with { SetOutcomes = setOutcomes } });
    }

    internal void SetVariable(VariableReference reference, JsonNode? value) => Scopes.Write(_memory, Execution, reference, value);

    internal void Write(string line) => _memory.Log("Line", Node, Execution.Id, "text", line);

    internal string? Trigger => _memory.Trigger;

    internal void Schedule(ActivityNode child, bool backward = false) => _memory.Schedule(new(child, Execution, backward));

    /// <param name="tag">By which <see cref="IContainer.ChildCompleted"/> will know this run: <see cref="Execution.Tag"/>.</param>
    /// <param name="locals">Variables that the child and what is inside it see, by name.</param>
    internal void Schedule(ActivityNode child, JsonNode? tag, JsonObject? locals) =>
        _memory.Schedule(new(child, Execution, false) { Tag = tag, Locals = locals });

    /// <summary>Open runs inside this container.</summary>
    internal IEnumerable<Execution> Children => _memory.Executions.Where(e => e.Parent == Execution);

    internal bool Send(Signal signal) => _memory.Send(Execution, signal);

    /// <summary>Ends the nearest composite around this activity with these outcomes, or the workflow where there is none.</summary>
    internal void CompleteComposite(IReadOnlyList<string> outcomes)
    {
        // Ended first: it has done what it was for, and must not appear among what the composite takes away.
        _memory.EndQuietly(Execution);
        if (!Send(new Signal.CompleteComposite(outcomes)))
        {
            _memory.EndedBy = Node.Key;
            _memory.StopAll();
        }
    }

    /// <summary>How flowcharts of this definition run where they say nothing themselves; null when it does not say.</summary>
    internal string? FlowchartMode => _memory.FlowchartMode;

    internal IEnumerable<ActivityNode> UnderWay => _memory.UnderWay(Execution);

    internal bool IsUnderWay(ActivityNode child) => _memory.IsUnderWay(child, Execution);

    internal bool HasOpenWork => _memory.HasOpenWork(Execution);

    /// <summary>As an expression sees it that stands at this node, but not inside it: without what the node itself declares.</summary>
    internal ActivityContext Outside() =>
        new(_memory, new(Execution.Id, new ActivityNode(Node.Json, new Dictionary<string, IReadOnlyList<ActivityNode>>()) { Variables = [] }, Execution.Parent, [], []));

    /// <summary>The container, as it sees itself.</summary>
    internal ActivityContext? Parent => Execution.Parent is { } parent ? new(_memory, parent) : null;

    internal bool IsTerminal(ActivityNode node) => _memory.Registry.Find(node)?.Descriptor.IsTerminal ?? false;

    internal void CancelChildren(Func<ActivityNode, bool> which)
    {
        foreach (var child in Children.Where(e => which(e.Node)).ToList())
        {
            _memory.Cancel(child);
        }
    }

    /// <summary>Takes one child away, with everything inside it; <see cref="IContainer.ChildCancelled"/> follows.</summary>
    internal void CancelChild(Execution child) => _memory.Cancel(child);

    /// <summary>Takes away everything inside this container, queued or open, without telling it: it goes on by itself.</summary>
    internal void ClearChildren() => _memory.ClearInside(Execution);

    /// <summary>An input of a child that does not run yet (the mode of a join).</summary>
    internal string? InputOfChild(ActivityNode child, string name) =>
        new ActivityContext(_memory, new(0, child, Execution, [], [])).Input<string>(name);

    /// <summary>Says which terminal activity ends this container.</summary>
    internal void EndBy(ActivityNode terminal)
    {
        if (Execution.Parent is null)
        {
            _memory.EndedBy = terminal.Key;
        }
    }

    internal void FinishWorkflow()
    {
        _memory.EndedBy = Node.Key;
        _memory.EndQuietly(Execution);
        _memory.StopAll();
    }

    internal void Refuse(Refusal refusal) => _memory.Refuse(refusal);
}
