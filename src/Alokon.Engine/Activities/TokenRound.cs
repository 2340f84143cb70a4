namespace Alokon.Engine.Activities;

/// <summary>
/// The consequences of one child that completed in a flowchart in token mode: a token on every arrow that it follows, those that
/// led to it consumed, and for each token the activity at its end decides by its merge mode whether it runs now.
/// </summary>
internal sealed class TokenRound(ActivityContext c, FlowGraph graph)
{
    private readonly FlowTokens _tokens = new(c.Execution.State);

    public bool IsEmpty => !_tokens.Any;

    public void Leave(ActivityNode child, IReadOnlyList<string> outcomes)
    {
        var place = graph.Place(child);
        var active = place.Outbound.FindAll(arrow => outcomes.Contains(arrow.Port));
        active.ForEach(_tokens.Emit);
        _tokens.ConsumeInto(place);
        var considered = new HashSet<FlowPlace>();
        foreach (var arrow in active)
        {
            var mode = FlowModes.MergeOf(c, arrow.Target);

            // Two arrows from here to one activity are one arrival, or it would run twice; a cascade wants each.
            if (considered.Add(arrow.Target) || mode == MergeMode.Cascade)
            {
                Arrive(arrow, mode);
            }
        }

        if (FlowModes.MergeOf(c, place) == MergeMode.Race)
        {
            // A branch that was queued before the race was won, but began after it, has lost all the same.
            c.CancelChildren(place.Ancestors.Contains);
        }
    }

    public void Forget(ActivityNode cancelled) => _tokens.Forget(graph.Place(cancelled));

    private void Arrive(FlowArrow arrow, MergeMode mode)
    {
        var target = arrow.Target;
        var runs = mode switch
        {
            MergeMode.Race => false,
            MergeMode.Cascade => true,
            MergeMode.Merge => HasAll(target.ForwardInbound),
            MergeMode.Converge => HasAll(target.Inbound),
            MergeMode.None or MergeMode.Stream => !target.ForwardInbound.Exists(inbound => _tokens.HasFor(inbound.Source)),
        };
        if (runs)
        {
            c.Schedule(target.Activity);
        }
        else if (mode == MergeMode.Race)
        {
            Race(arrow);
        }
    }

    // One arrow only: nothing to wait for, and the token of a loop's first round has been consumed already.
    private bool HasAll(List<FlowArrow> inbound) => inbound.Count <= 1 || inbound.TrueForAll(_tokens.Has);

    private void Race(FlowArrow arrow)
    {
        if (_tokens.Swallow(arrow))
        {
            return;
        }

        // Queued before the losers go: the flowchart must not look empty in between.
        var target = arrow.Target;
        c.Schedule(target.Activity);
        foreach (var other in target.ForwardInbound.Where(other => other.Source != arrow.Source && CanStillArrive(other)))
        {
            _tokens.Block(other);
        }

        c.CancelChildren(target.Ancestors.Contains);
    }

    // Blocking an arrow that nothing of this round can come over would swallow the winner of the next round.
    private bool CanStillArrive(FlowArrow arrow) =>
        c.UnderWay.Any(child => LiesBefore(child, arrow))
        || graph.Arrows.Any(token => _tokens.Has(token) && LiesBefore(token.Target.Activity, arrow));

    private static bool LiesBefore(ActivityNode node, FlowArrow arrow) =>
        arrow.Source.Activity == node || arrow.Source.Ancestors.Contains(node);
}
