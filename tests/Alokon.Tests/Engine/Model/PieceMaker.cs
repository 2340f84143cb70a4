namespace Alokon.Tests.Engine.Model;

/// <summary>Makes a random definition: the same random numbers give the same one.</summary>
internal sealed class PieceMaker(Random random, IReadOnlyList<Kind> kinds)
{
    private readonly IReadOnlyList<Kind> _leaves = [.. kinds.Where(kind => kind < Kind.Flowchart)];
    private readonly IReadOnlyList<Kind> _containers = [.. kinds.Where(kind => kind >= Kind.Flowchart)];
    private int _made;
    private int _budget;

    public Piece Make()
    {
        _made = 0;
        _budget = random.Next(3, 22);
        return random.Next(3) > 0 ? Flowchart(0) : Container(0);
    }

    private Piece Any(int depth, bool inFlowchart)
    {
        _budget--;
        return depth < 4 && _budget > 0 && random.Next(3) == 0 ? Container(depth) : Leaf(inFlowchart);
    }

    private Piece Container(int depth)
    {
        var kind = Pick(_containers);
        if (kind == Kind.Flowchart)
        {
            return Flowchart(depth);
        }

        var count = kind switch
        {
            Kind.ForEach or Kind.ParallelForEach or Kind.For or Kind.While => 1,
            Kind.If => random.Next(0, 3),
            Kind.Switch => random.Next(1, 4),
            _ => random.Next(8) == 0 ? 0 : random.Next(1, 4),
        };
        Piece[] children = [.. Enumerable.Range(0, count).Select(_ => Any(depth + 1, inFlowchart: false))];
        return New(kind) with
        {
            Children = children,
            Times = kind is Kind.ForEach or Kind.ParallelForEach or Kind.For ? random.Next(0, 4) : 0,
            Mode = kind switch
            {
                Kind.Switch => Pick(["MatchFirst", "MatchAny"]),
                Kind.Fork => Pick(["WaitAll", "WaitAny"]),
                _ => "",
            },
            Conditions = kind switch
            {
                Kind.If => [Condition()],
                Kind.While => [Pick(PieceJson.Variables)],
                Kind.Switch => Conditions(count - random.Next(2)), // the rest is the default
                _ => [],
            },
        };
    }

    private Piece Leaf(bool inFlowchart)
    {
        var kind = random.Next(3) == 0 ? Kind.Ask : Pick(_leaves);
        // Rare, as each of them ends much; and what only steers a flowchart stands in one.
        if ((kind is Kind.End or Kind.Complete or Kind.Break or Kind.Finish or Kind.Fault && random.Next(3) > 0) || (!inFlowchart && kind is Kind.Join or Kind.FlowFork or Kind.FlowSwitch))
        {
            kind = Kind.Line;
        }

        return New(kind) with
        {
            Mode = kind == Kind.Join ? Pick(["WaitAll", "WaitAllActive", "WaitAny"]) : "",
            Variable = kind == Kind.Set ? Pick(PieceJson.Variables) : "",
            Conditions = kind switch
            {
                Kind.Set or Kind.Decision => [Condition()],
                Kind.FlowSwitch => Conditions(random.Next(1, 3)),
                _ => [],
            },
        };
    }

    private Piece Flowchart(int depth)
    {
        var flowchart = New(Kind.Flowchart);
        var token = random.Next(2) == 0;
        Piece[] nodes = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Any(depth + 1, inFlowchart: true))];
        if (token)
        {
            nodes = [.. nodes.Select(node => random.Next(3) == 0 ? node with { Merge = Pick(["Stream", "Merge", "Converge", "Cascade", "Race"]) } : node)];
        }

        var arrows = new List<Arrow>();
        for (var to = 1; to < nodes.Length; to++)
        {
            // Mostly reachable, often joined.
            for (var more = random.Next(8) > 0; more; more = random.Next(3) == 0)
            {
                Connect(arrows, nodes[Math.Max(0, to - random.Next(1, 4))], nodes[to]);
            }
        }

        var forward = flowchart with { Children = nodes, Arrows = [.. arrows.Distinct()], Mode = token ? "token" : "counter" };
        return forward with { Arrows = [.. forward.Arrows.Concat(Loops(forward)).Distinct()] };
    }

    /// <summary>Connections back, most of them such as a flowchart can follow.</summary>
    private IEnumerable<Arrow> Loops(Piece flowchart)
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            // A loop without anybody in it has no end, so most begin where somebody is asked.
            Piece[] asked = [.. flowchart.Children.Where(c => c.Kind == Kind.Ask)];
            var from = asked.Length > 0 && random.Next(20) > 0 ? flowchart.Children.ToList().IndexOf(Pick(asked)) : random.Next(flowchart.Children.Count);
            var back = new Arrow(flowchart.Children[from].Id, Pick(flowchart.Children[from].Ports), flowchart.Children[random.Next(from + 1)].Id);
            if (random.Next(8) == 0 || Reference.IsLegalLoop(flowchart, back))
            {
                yield return back;
            }
        }
    }

    private void Connect(List<Arrow> arrows, Piece source, Piece target) => arrows.Add(new(source.Id, Pick(source.Ports), target.Id));

    private Piece New(Kind kind) => new(kind, $"{kind}{++_made}", []);

    private string Condition() => Pick(["true", "false", "b0", "b1"]);

    private string[] Conditions(int count) => [.. Enumerable.Range(0, Math.Max(0, count)).Select(_ => Condition())];

    private T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
