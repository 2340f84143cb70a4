namespace Alokon.Tests.Engine.Model;

/// <summary>Flowcharts: by counted visits, and by tokens.</summary>
internal sealed partial class Reference
{
    private sealed class Token(Arrow arrow, bool blocked)
    {
        public Arrow Arrow { get; } = arrow;
        public bool Blocked { get; } = blocked;
    }

    /// <summary>Of the arrows reachable from the start, breadth first, those that close no ring with the ones taken before.</summary>
    public static IReadOnlyList<Arrow> Forward(Piece flowchart)
    {
        var taken = new List<Arrow>();
        var seen = new List<string> { flowchart.Children[0].Id };
        for (var i = 0; i < seen.Count; i++)
        {
            foreach (var arrow in flowchart.Arrows.Where(a => a.Source == seen[i] && !Upstream(taken, a.Source).Contains(a.Target)))
            {
                taken.Add(arrow);
                if (!seen.Contains(arrow.Target))
                {
                    seen.Add(arrow.Target);
                }
            }
        }

        return taken;
    }

    /// <summary>Every forward way from the start to the arrow's source passes through its target.</summary>
    public static bool IsLegalLoop(Piece flowchart, Arrow back)
    {
        var withoutTarget = Forward(flowchart).Where(a => a.Source != back.Target && a.Target != back.Target).ToList();
        return back.Target == flowchart.Children[0].Id || !Upstream(withoutTarget, back.Source).Contains(flowchart.Children[0].Id);
    }

    /// <summary>The node and all from which one comes to it.</summary>
    private static List<string> Upstream(IReadOnlyList<Arrow> arrows, string node)
    {
        var found = new List<string> { node };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(arrows.Where(a => a.Target == found[i]).Select(a => a.Source).Distinct().Except(found).ToList());
        }

        return found;
    }

    private void Follow(Run flow, Run child, string[] outcomes)
    {
        if (flow.Piece.Mode == "token")
        {
            MoveTokens(flow, child.Piece, outcomes);
        }
        else
        {
            Count(flow, child.Piece, outcomes, child.Backward);
        }

        CompleteIfIdle(flow);
    }

    private void CompleteIfIdle(Run flow)
    {
        if (!_queue.Exists(item => item.Parent == flow) && !_open.Exists(run => run.Parent == flow) && flow.Tokens.TrueForAll(token => token.Blocked) && !IsRefused)
        {
            Complete(flow);
        }
    }

    private void Count(Run flow, Piece node, string[] outcomes, bool backward)
    {
        if (!backward)
        {
            flow.Visits[node.Id] = flow.Visits.GetValueOrDefault(node.Id) + 1;
        }

        foreach (var arrow in flow.Piece.Arrows.Where(a => a.Source == node.Id))
        {
            var followed = outcomes.Contains(arrow.Port);
            flow.Passed[arrow] = (flow.Passed.GetValueOrDefault(arrow).Count + 1, followed);
            if (Forward(flow.Piece).Contains(arrow))
            {
                Decide(flow, arrow);
            }
            else if (followed)
            {
                IsRefused |= !IsLegalLoop(flow.Piece, arrow);
                Schedule(Child(flow, arrow.Target), flow, backward: true);
            }
        }
    }

    private void Decide(Run flow, Arrow arrow)
    {
        var target = Child(flow, arrow.Target);
        var inbound = Forward(flow.Piece).Where(a => a.Target == target.Id).Select(a => flow.Passed.GetValueOrDefault(a)).ToList();
        var visits = flow.Visits.GetValueOrDefault(target.Id);
        var allVisited = inbound.Min(passed => passed.Count) > visits;

        // What was followed in an earlier round of a loop was followed then, not now.
        var round = Math.Max(visits + 1, inbound.Max(passed => passed.Count));
        var (all, any) = (inbound.TrueForAll(p => p == (round, true)), inbound.Contains((round, true)));
        var mode = target.Kind == Kind.Join ? target.Mode : "WaitAllActive";
        if (mode == "WaitAny" && (flow.Passed[arrow].Count <= visits || IsQueued(flow, target)))
        {
            return;
        }

        if (mode == "WaitAny" && any)
        {
            Schedule(target, flow);
            CancelAncestors(flow, target);
        }
        else if (allVisited && mode != "WaitAny" && (mode == "WaitAll" ? all : any))
        {
            Schedule(target, flow);
        }
        else if (allVisited)
        {
            Count(flow, target, [], backward: false);
        }
    }

    private void MoveTokens(Run flow, Piece node, string[] outcomes)
    {
        Arrow[] active = [.. flow.Piece.Arrows.Where(a => a.Source == node.Id && outcomes.Contains(a.Port))];
        flow.Tokens.AddRange(active.Select(arrow => new Token(arrow, false)));
        flow.Tokens.RemoveAll(token => token.Arrow.Target == node.Id && !token.Blocked);
        foreach (var arrow in active)
        {
            // Two arrows from here to one activity are one arrival, but for a cascade.
            var isFirst = active.First(a => a.Target == arrow.Target) == arrow;
            if (isFirst || MergeOf(Child(flow, arrow.Target)) == "Cascade")
            {
                Arrive(flow, arrow);
            }
        }

        if (MergeOf(node) == "Race")
        {
            CancelAncestors(flow, node); // who began after the race was won
        }
    }

    private void Arrive(Run flow, Arrow arrow)
    {
        var target = Child(flow, arrow.Target);
        var forward = Forward(flow.Piece);
        Arrow[] all = [.. flow.Piece.Arrows.Where(a => a.Target == target.Id)];
        Arrow[] inbound = [.. all.Where(forward.Contains)];
        switch (MergeOf(target))
        {
            case "Race" when flow.Tokens.Find(t => t.Blocked && t.Arrow == arrow) is { } block:
                flow.Tokens.Remove(block);
                flow.Tokens.Remove(flow.Tokens.Find(t => !t.Blocked && t.Arrow == arrow)!);
                break;
            case "Race":
                Schedule(target, flow);
                flow.Tokens.AddRange(inbound.Where(a => a.Source != arrow.Source && CanStillArrive(flow, a)).Select(a => new Token(a, true)).ToList());
                CancelAncestors(flow, target);
                break;
            case "Merge" when inbound.Length <= 1 || inbound.All(a => HasToken(flow, a)):
            case "Converge" when all.Length <= 1 || all.All(a => HasToken(flow, a)):
            case "Cascade":
            case "" or "Stream" when !inbound.Any(a => flow.Tokens.Exists(t => !t.Blocked && t.Arrow.Target == a.Source)):
                Schedule(target, flow);
                break;
        }
    }

    private static string MergeOf(Piece piece) => piece.Kind == Kind.Join ? (piece.Mode == "WaitAny" ? "Race" : "Merge") : piece.Merge;

    private static bool HasToken(Run flow, Arrow arrow) => flow.Tokens.Exists(t => !t.Blocked && t.Arrow == arrow);

    /// <summary>Something that runs, is queued or has a token on its way to it lies before the arrow.</summary>
    private bool CanStillArrive(Run flow, Arrow arrow)
    {
        var before = Upstream(Forward(flow.Piece), arrow.Source);
        return _open.Exists(run => run.Parent == flow && before.Contains(run.Piece.Id))
            || _queue.Exists(item => item.Parent == flow && before.Contains(item.Piece.Id))
            || flow.Tokens.Exists(t => !t.Blocked && before.Contains(t.Arrow.Target));
    }

    private static Piece Child(Run flow, string id) => flow.Piece.Children.Single(child => child.Id == id);

    private bool IsQueued(Run flow, Piece piece) => _queue.Exists(item => item.Parent == flow && item.Piece == piece);

    /// <summary>A join that has run takes away what still runs before it.</summary>
    private void Join(Run join)
    {
        Complete(join);
        if (join.Parent is { Piece: { Kind: Kind.Flowchart, Mode: not "token" } } flow && _open.Contains(flow))
        {
            CancelAncestors(flow, join.Piece);
            CompleteIfIdle(flow);
        }
    }

    /// <summary>Who has begun before the node and is not done: taken away. Who has not begun will begin.</summary>
    private void CancelAncestors(Run flow, Piece node)
    {
        var before = Upstream(Forward(flow.Piece), node.Id).Where(id => id != node.Id).ToList();
        foreach (var run in _open.FindAll(run => run.Parent == flow && before.Contains(run.Piece.Id)))
        {
            TakeAway(run);
            Cancelled(flow, run.Piece, run.Backward);
        }
    }

    private void Cancelled(Run flow, Piece piece, bool backward)
    {
        if (flow.Piece.Mode == "token")
        {
            flow.Tokens.RemoveAll(token => token.Arrow.Target == piece.Id || token.Arrow.Source == piece.Id);
        }
        else
        {
            Count(flow, piece, [], backward);
        }
    }
}
