namespace Alokon.Engine.Activities;

/// <summary>
/// The consequences of one child that left a flowchart in counter mode: it visits all arrows that leave it, followed or not; an
/// activity runs (or is skipped, and visits its own arrows as not followed) once enough of the arrows that lead to it have been
/// visited. So a join never waits for a way that nobody will take.
/// </summary>
internal sealed class CounterRound(ActivityContext c, FlowGraph graph)
{
    private readonly FlowScope _scope = new(c.Execution.State);

    // Its own stack instead of recursion: a dead path may be as long as the chart.
    private readonly Stack<Departure> _open = new();

    /// <param name="outcomes">Empty: cancelled, no arrow is followed.</param>
    /// <param name="backward">It ran because of a loop: the arrows were visited, the activity was not newly entered.</param>
    /// <exception cref="ActivityFault">Elsa's flowchart cannot go on from here.</exception>
    public void Leave(ActivityNode child, IReadOnlyList<string> outcomes, bool backward)
    {
        var place = graph.Place(child);
        if (!graph.IsReachable(place))
        {
            throw Failed("workflow-unreachable", $"Expected '{child.Id}' to be reached from the start of its flowchart, but no arrow leads there: its counters would mean nothing");
        }

        Depart(place, outcomes, backward);
        while (_open.TryPeek(out var departure))
        {
            if (departure.Next == departure.Place.Outbound.Count)
            {
                _open.Pop();
                continue;
            }

            Follow(departure.Place.Outbound[departure.Next++], departure.Outcomes);
        }
    }

    private void Depart(FlowPlace place, IReadOnlyList<string> outcomes, bool backward = false)
    {
        if (!backward)
        {
            _scope.Visit(place);
        }

        _open.Push(new(place, outcomes));
    }

    private void Follow(FlowArrow arrow, IReadOnlyList<string> outcomes)
    {
        var followed = outcomes.Contains(arrow.Port);
        _scope.Visit(arrow, followed);
        if (arrow.IsForward)
        {
            Arrive(arrow);
        }
        else if (followed)
        {
            GoBack(arrow);
        }
    }

    private void GoBack(FlowArrow arrow)
    {
        if (arrow.IsValidLoop)
        {
            c.Schedule(arrow.Target.Activity, backward: true);
        }
        else
        {
            throw Failed("workflow-invalid-loop", $"Expected every way to '{arrow.Source.Id}' to pass through '{arrow.Target.Id}', but one does not: the connection back cannot be followed");
        }
    }

    private void Arrive(FlowArrow arrow)
    {
        var target = arrow.Target;
        switch (FlowModes.JoinOf(c, target.Activity))
        {
            case JoinMode.WaitAny:
                Race(arrow);
                break;
            case JoinMode.WaitAll when _scope.AllVisited(target):
                RunOrSkip(target, _scope.AllFollowed(target));
                break;
            case JoinMode.WaitAllActive when _scope.AllVisited(target):
                RunOrSkip(target, _scope.AnyFollowed(target));
                break;
        }
    }

    private void Race(FlowArrow arrow)
    {
        var target = arrow.Target;
        if (_scope.CameTooLate(arrow) || c.IsUnderWay(target.Activity))
        {
            return;
        }

        if (_scope.AnyFollowed(target))
        {
            // Queued before the losers go: the flowchart must not look empty in between.
            c.Schedule(target.Activity);
            c.CancelChildren(target.Ancestors.Contains);
        }
        else if (_scope.AllVisited(target))
        {
            Depart(target, []);
        }
    }

    private void RunOrSkip(FlowPlace target, bool run)
    {
        if (run)
        {
            c.Schedule(target.Activity);
        }
        else
        {
            Depart(target, []);
        }
    }

    private static ActivityFault Failed(string code, string message) => new(code, "Flowchart", "System", message);

    private sealed class Departure(FlowPlace place, IReadOnlyList<string> outcomes)
    {
        public FlowPlace Place { get; } = place;

        public IReadOnlyList<string> Outcomes { get; } = outcomes;

        public int Next { get; set; }
    }
}
