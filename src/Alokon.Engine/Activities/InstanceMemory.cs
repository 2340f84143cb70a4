using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// One instance while a burst moves it: what runs, what waits, what was decided. Pure memory; counters instead of random ids and
/// the time of the stimulus instead of a clock, so that the same history always gives the same case.
/// </summary>
internal sealed class InstanceMemory(InstanceFrame frame, ActivityRegistry registry)
{
    private readonly List<WorkItem> _queue = [];

    public InstanceFrame Frame { get; } = frame;

    public ActivityRegistry Registry { get; } = registry;

    public DateTimeOffset Now { get; init; }

    /// <summary>The journal shows inputs and outputs where the definition says nothing.</summary>
    public bool ShowsValues { get; init; }

    /// <summary>From the custom properties of the definition.</summary>
    public string? FlowchartMode { get; init; }

    public string? CorrelationId { get; set; }

    /// <summary>What people call this instance.</summary>
    public string? Name { get; set; }

    /// <summary>The activity that started the instance; none when it was started by hand. Flowcharts begin there.</summary>
    public string? Trigger { get; init; }

    /// <summary>The trigger has not run yet in this burst; when a loop comes back to it, it waits like any other.</summary>
    public bool TriggerIsPending { get; set; }

    public int NextExecution { get; set; } = 1;

    public int NextBookmark { get; set; } = 1;

    public int NextIncident { get; set; } = 1;

    /// <summary>How many identifiers scripts were given.</summary>
    public int Guids { get; set; }

    /// <summary>Open executions only, in the order they began.</summary>
    public List<Execution> Executions { get; } = [];

    public List<Bookmark> Bookmarks { get; } = [];

    /// <summary>Open ones only.</summary>
    public List<Incident> Incidents { get; } = [];

    /// <summary>Those of this burst.</summary>
    public List<Incident> Raised { get; } = [];

    /// <summary>The incident that this burst tries again.</summary>
    public Incident? Retrying { get; set; }

    /// <summary>The workflow's variables, by id.</summary>
    public JsonObject Variables { get; init; } = [];

    public JsonObject Input { get; init; } = [];

    public JsonObject Output { get; init; } = [];

    /// <summary>What activities put out, by activity id and name. Kept over suspension (Elsa loses it).</summary>
    public JsonObject Outputs { get; init; } = [];

    /// <summary>The activity whose result came last.</summary>
    public string? LastResult { get; set; }

    public JsonObject Properties { get; init; } = [];

    public List<BurstEffect> Effects { get; } = [];

    public JsonArray Journal { get; } = [];

    /// <summary>The terminal activity that ended the outermost container; none when it ended because nothing was left to do.</summary>
    public string? EndedBy { get; set; }

    /// <summary>Set by the first activity that refuses: the burst stops and has not happened.</summary>
    public Refusal? Refusal { get; private set; }

    public bool IsEnded => Executions.Count == 0 && _queue.Count == 0;

    public EffectSource Source(ActivityNode node) => new(Frame.Instance, Frame.DefinitionId, Frame.DefinitionVersion, node.Key);

    public void Refuse(Refusal refusal) => Refusal ??= refusal;

    public void Log(string happened, ActivityNode node, int execution, string? name = null, JsonNode? value = null)
    {
        var entry = new JsonObject { ["event"] = happened, ["activityId"] = node.Key, ["execution"] = execution };
        if (name is not null)
        {
            entry[name] = value;
        }

        Journal.Add((JsonNode)entry);
    }

    /// <summary>Adds the values that may be shown to the entry just written.</summary>
    private void Show(Execution execution)
    {
        if (execution.Shown is { } shown)
        {
            foreach (var (kind, values) in shown.ToList())
            {
                shown.Remove(kind);
                Journal[^1]![kind] = values; // written by the caller
            }
        }
    }

    public void Schedule(WorkItem item) => _queue.Add(item);

    public bool IsUnderWay(ActivityNode node, Execution parent) =>
        _queue.Exists(item => item.Node == node && item.Parent == parent) || Executions.Exists(e => e.Node == node && e.Parent == parent);

    public bool HasOpenWork(Execution container) =>
        Executions.Exists(execution => execution.Parent == container) || _queue.Exists(item => item.Parent == container);

    /// <summary>The activities inside a container that run or will run in this burst.</summary>
    public IEnumerable<ActivityNode> UnderWay(Execution container) =>
        _queue.Where(item => item.Parent == container).Select(item => item.Node)
            .Concat(Executions.Where(execution => execution.Parent == container).Select(execution => execution.Node));

    public WorkItem? TakeNext()
    {
        if (_queue.Count == 0)
        {
            return null;
        }

        var item = _queue[0];
        _queue.RemoveAt(0);
        return item;
    }

    public Execution Begin(WorkItem item)
    {
        var isTrigger = TriggerIsPending && item.Node.Key == Trigger;
        TriggerIsPending &= !isTrigger;
        var execution = new Execution(NextExecution++, item.Node, item.Parent, [], [])
        {
            Backward = item.Backward,
            IsTrigger = isTrigger,
            Tag = item.Tag,
            Locals = item.Locals,
        };
        Executions.Add(execution);
        Log("Started", item.Node, execution.Id);
        return execution;
    }

    /// <summary>The execution failed and stays open; the containers around it wait.</summary>
    /// <param name="answer">What somebody had just answered.</param>
    public void Fault(Execution execution, JsonObject? answer, Exception reason)
    {
        execution.Faulted = true;
        var fault = reason as ActivityFault;
        var again = Retrying?.Execution == execution ? Retrying : null;
        var incident = new Incident(again?.Id ?? NextIncident++, execution, fault?.Code ?? "expression-failed", reason.Message, Now, answer, (again?.Attempts ?? 0) + 1)
        {
            Category = fault?.Category,
            Kind = fault?.Kind,
        };
        Raise(incident);
        Log("Faulted", execution.Node, execution.Id, "incident", incident.Id);
        Journal[^1]!["code"] = incident.Code; // the entry just written
        Journal[^1]!["message"] = incident.Message;
    }

    /// <summary>Nothing runs, nobody is asked, nothing failed, and yet it has not ended.</summary>
    public void Stuck() =>
        Raise(new(NextIncident++, Executions[0], "workflow-stuck", $"Nothing is left to do at '{Executions[^1].Node.Key}', but it still waits for something inside that will never come", Now, null, 1));

    private void Raise(Incident incident)
    {
        Incidents.Add(incident);
        Raised.Add(incident);
    }

    /// <summary>Ends an execution with its outcomes and tells its container. Children still open are taken away first.</summary>
    public void Complete(Execution execution, IReadOnlyList<string> outcomes)
    {
        if (execution.Ended)
        {
            return;
        }

        execution.Ended = true;
        ClearInside(execution);
        Remove(execution);
        Log("Completed", execution.Node, execution.Id, "outcomes", new JsonArray([.. outcomes.Select(o => (JsonNode)JsonValue.Create(o))]));
        Show(execution);
        if (execution.Parent is { Ended: false } parent && Registry.Find(parent.Node) is IContainer container)
        {
            container.ChildCompleted(new ActivityContext(this, parent), execution, outcomes);
        }
    }

    /// <summary>Ends an execution without telling its container, which is about to end itself.</summary>
    public void EndQuietly(Execution execution)
    {
        execution.Ended = true;
        ClearInside(execution);
        Remove(execution);
        Log("Completed", execution.Node, execution.Id);
        Show(execution);
    }

    /// <summary>Takes an execution away although its container goes on; the container is told, so that no join waits for it.</summary>
    public void Cancel(Execution execution)
    {
        if (execution.Ended)
        {
            return;
        }

        TakeAway(execution);
        if (execution.Parent is { Ended: false } parent && Registry.Find(parent.Node) is IContainer container)
        {
            container.ChildCancelled(new ActivityContext(this, parent), execution);
        }
    }

    /// <summary>Tells the containers around an execution, from the inside out, until one takes it; nobody may take it.</summary>
    public bool Send(Execution from, Signal signal)
    {
        for (var around = from.Parent; around is not null; around = around.Parent)
        {
            if (Registry.Find(around.Node) is IContainer container && container.Receive(new ActivityContext(this, around), signal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Everything stops: nothing is queued, nothing runs, nobody waits.</summary>
    public void StopAll()
    {
        _queue.Clear();
        foreach (var execution in Executions.Where(execution => execution.Parent is null).ToList())
        {
            TakeAway(execution);
        }
    }

    private void TakeAway(Execution execution)
    {
        // Marked first: while its children go, no container inside may schedule anything new.
        execution.Ended = true;
        ClearInside(execution);
        Remove(execution);
        Log("Canceled", execution.Node, execution.Id);
    }

    public void ClearInside(Execution container)
    {
        _queue.RemoveAll(item => item.Parent == container);
        foreach (var child in Executions.Where(execution => execution.Parent == container).ToList())
        {
            TakeAway(child);
        }
    }

    private void Remove(Execution execution)
    {
        Executions.Remove(execution);
        Incidents.RemoveAll(incident => incident.Execution == execution);
        foreach (var bookmark in Bookmarks.Where(bookmark => bookmark.Execution == execution).ToList())
        {
            Bookmarks.Remove(bookmark);
            Effects.Add(new(Source(execution.Node), new BookmarkWithdrawn(bookmark.Id)));
            if (bookmark.Name == ChildWorkflow.Bookmark && Guid.TryParse(bookmark.Payload?.ToString(), out var child))
            {
                Effects.Add(new(Source(execution.Node), new CancelChild(child)));
            }
        }
    }
}
