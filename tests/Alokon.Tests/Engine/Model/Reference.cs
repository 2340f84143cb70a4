namespace Alokon.Tests.Engine.Model;

/// <summary>
/// What a definition means, as simply as it can be said: no speed, no storage, no JSON. Written from the description of the
/// semantics, not from the engine; where the two differ, one of them is wrong. Flowcharts stand in the other half of the class.
/// </summary>
/// <param name="continues">What fails keeps its container open, and the other branches go on; else the whole case halts.</param>
internal sealed partial class Reference(Piece root, bool continues)
{
    /// <summary>More than any sensible case does before it waits.</summary>
    public const int MostRuns = 400;

    private readonly List<Run> _open = [];
    private readonly List<Item> _queue = [];
    private readonly List<Run> _waiting = [];
    private readonly Dictionary<string, bool> _variables = [];

    private sealed record Item(Piece Piece, Run? Parent, bool Backward);

    private sealed class Run(Piece piece, Run? parent, bool backward)
    {
        public Piece Piece { get; } = piece;
        public Run? Parent { get; } = parent;
        public bool Backward { get; } = backward;
        public int Turn { get; set; }
        public int Left { get; set; }
        public bool Breaking { get; set; }
        public Dictionary<string, int> Visits { get; } = [];
        public Dictionary<Arrow, (int Count, bool Followed)> Passed { get; } = [];
        public List<Token> Tokens { get; } = [];
    }

    public bool IsFinished { get; private set; }

    /// <summary>Something failed, and nobody goes on until it is mended.</summary>
    public bool IsHalted => !continues && _open.Exists(run => run.Piece.Kind == Kind.Fault);

    public string SubStatus => IsFinished ? "Finished" : IsHalted ? "Faulted" : "Suspended";

    /// <summary>More than <see cref="MostRuns"/> in one burst.</summary>
    public bool IsEndless { get; private set; }

    /// <summary>A connection back that goes round its target was taken.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Started, in order, over all bursts.</summary>
    public List<string> Executed { get; } = [];

    public IReadOnlyList<string> Waiting => [.. _waiting.Select(run => run.Piece.Id)];

    public void Start()
    {
        Schedule(root, null);
        Drive();
    }

    public void Answer(int waiting, string outcome)
    {
        var run = _waiting[waiting];
        _waiting.Remove(run);
        Complete(run, outcome);
        Drive();
    }

    private void Drive()
    {
        for (var count = 0; _queue.Count > 0 && !IsRefused; count++)
        {
            if (count == MostRuns)
            {
                IsEndless = true;
                return;
            }

            var item = _queue[0];
            _queue.RemoveAt(0);
            var run = new Run(item.Piece, item.Parent, item.Backward);
            _open.Add(run);
            Executed.Add(run.Piece.Id);
            Execute(run);
        }
    }

    private void Execute(Run run)
    {
        var piece = run.Piece;
        switch (piece.Kind)
        {
            case Kind.Ask: _waiting.Add(run); break;
            case Kind.Fault: break; // stays open, and its container is never told
            case Kind.Set: _variables[piece.Variable] = Holds(piece.Conditions[0]); Complete(run); break;
            case Kind.Decision: Complete(run, Holds(piece.Conditions[0]) ? "True" : "False"); break;
            case Kind.FlowSwitch: Complete(run, Matches(piece) is [var first, ..] ? $"case{first}" : "Default"); break;
            case Kind.FlowFork: Complete(run, "left", "right"); break;
            case Kind.Join: Join(run); break;
            case Kind.Break: Break(run.Parent); Complete(run); break;
            case Kind.Complete or Kind.Finish: End(); break;
            case Kind.Flowchart: ScheduleAll(run, piece.Children.Take(1)); break;
            case Kind.Sequence: ScheduleAll(run, piece.Children.Take(1)); break;
            case Kind.If: ScheduleAll(run, piece.Children.Skip(Holds(piece.Conditions[0]) ? 0 : 1).Take(1)); break;
            case Kind.Switch: ScheduleAll(run, Cases(piece)); break;
            case Kind.Fork or Kind.Parallel: ScheduleAll(run, piece.Children); break;
            case Kind.ParallelForEach: ScheduleAll(run, Enumerable.Repeat(piece.Children[0], piece.Times)); break;
            case Kind.ForEach or Kind.For or Kind.While: Turn(run); break;
            default: Complete(run); break;
        }
    }

    private void ChildCompleted(Run run, Run child, string[] outcomes)
    {
        run.Left--;
        switch (run.Piece.Kind)
        {
            case Kind.Flowchart when child.Piece.IsTerminal: Complete(run); break;
            case Kind.Flowchart: Follow(run, child, outcomes); break;
            case Kind.Sequence when child.Piece.IsTerminal || run.Breaking || ++run.Turn == run.Piece.Children.Count: Complete(run); break;
            case Kind.Sequence: Schedule(run.Piece.Children[run.Turn], run); break;
            case Kind.ForEach or Kind.For or Kind.While: Turn(run); break;
            case Kind.Fork when run.Breaking || run.Piece.Mode == "WaitAny" || run.Left == 0: Complete(run); break;
            case Kind.If or Kind.Switch or Kind.Parallel or Kind.ParallelForEach when run.Left == 0: Complete(run); break;
        }
    }

    private void Turn(Run loop)
    {
        var goesOn = loop.Piece.Kind == Kind.While ? Holds(loop.Piece.Conditions[0]) : loop.Turn++ < loop.Piece.Times;
        ScheduleAll(loop, goesOn && !loop.Breaking ? [loop.Piece.Children[0]] : []);
    }

    private static void Break(Run? container)
    {
        for (var run = container; run is not null; run = run.Parent)
        {
            run.Breaking = true;
            if (run.Piece.Kind is Kind.ForEach or Kind.For or Kind.While)
            {
                return;
            }
        }
    }

    private IEnumerable<Piece> Cases(Piece piece)
    {
        var matches = Matches(piece);
        return matches.Count > 0
            ? matches.Take(piece.Mode == "MatchAny" ? matches.Count : 1).Select(i => piece.Children[i])
            : piece.Children.Skip(piece.Conditions.Count);
    }

    private List<int> Matches(Piece piece) => [.. Enumerable.Range(0, piece.Conditions.Count).Where(i => Holds(piece.Conditions[i]))];

    private bool Holds(string condition) => condition == "true" || (condition != "false" && _variables.GetValueOrDefault(condition));

    private void Schedule(Piece piece, Run? parent, bool backward = false) => _queue.Add(new(piece, parent, backward));

    /// <summary>What has nothing to run is complete.</summary>
    private void ScheduleAll(Run run, IEnumerable<Piece> children)
    {
        Piece[] all = [.. children];
        run.Left = all.Length;
        foreach (var child in all)
        {
            Schedule(child, run);
        }

        if (all.Length == 0)
        {
            Complete(run);
        }
    }

    private void Complete(Run run, params string[] outcomes)
    {
        if (!_open.Contains(run))
        {
            return;
        }

        TakeAway(run);
        if (run.Parent is { } parent)
        {
            ChildCompleted(parent, run, outcomes.Length == 0 ? ["Done"] : outcomes);
        }
        else
        {
            End();
        }
    }

    private void TakeAway(Run run)
    {
        _queue.RemoveAll(item => item.Parent == run);
        foreach (var child in _open.FindAll(child => child.Parent == run))
        {
            TakeAway(child);
        }

        _open.Remove(run);
        _waiting.Remove(run);
    }

    private void End()
    {
        _open.Clear();
        _queue.Clear();
        _waiting.Clear();
        IsFinished = true;
    }
}
