namespace Alokon.Engine.Activities;

/// <summary>One arrow of a flowchart between two places of its graph.</summary>
internal sealed class FlowArrow(FlowPlace source, string port, FlowPlace target)
{
    public FlowPlace Source { get; } = source;

    public string Port { get; } = port;

    public FlowPlace Target { get; } = target;

    /// <summary>As Elsa keys the counters of a connection; the state at rest is kept under it, so that it survives another order in the file.</summary>
    public string Key { get; } = $"{source.Id}:{port}->{target.Id}";

    /// <summary>Closes no loop.</summary>
    public bool IsForward { get; set; }

    /// <summary>A backward arrow may be followed only when every forward way from the start to its source passes through its target.</summary>
    public bool IsValidLoop { get; set; }
}

/// <summary>One activity of a flowchart with the arrows that touch it, in the order of the file.</summary>
internal sealed class FlowPlace(ActivityNode activity, int index)
{
    private IReadOnlySet<ActivityNode>? _ancestors;

    public ActivityNode Activity { get; } = activity;

    /// <summary>Among the activities of the flowchart.</summary>
    public int Index { get; } = index;

    public string Id => Activity.Id;

    /// <summary>As it stands in the definition; a join's own mode rules over it.</summary>
    public MergeMode Merge { get; } = FlowModes.Written(activity) ?? MergeMode.None;

    public List<FlowArrow> Outbound { get; } = [];

    public List<FlowArrow> Inbound { get; } = [];

    /// <summary>Of the inbound arrows those that close no loop.</summary>
    public List<FlowArrow> ForwardInbound { get; } = [];

    /// <summary>Everything that lies before, over forward arrows. Found when a race first asks for it; two threads that ask together find the same.</summary>
    public IReadOnlySet<ActivityNode> Ancestors => _ancestors ??= FindAncestors();

    private HashSet<ActivityNode> FindAncestors()
    {
        var found = new HashSet<ActivityNode>();
        var open = new Stack<FlowPlace>([this]);
        while (open.TryPop(out var current))
        {
            foreach (var arrow in current.ForwardInbound)
            {
                if (found.Add(arrow.Source.Activity))
                {
                    open.Push(arrow.Source);
                }
            }
        }

        return found;
    }
}
