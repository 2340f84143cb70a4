namespace Alokon.Tests.Engine.Model;

/// <summary>The activities that random definitions are made of.</summary>
internal enum Kind
{
    Line,
    Ask,
    Set,
    Decision,
    FlowSwitch,
    FlowFork,
    Join,
    End,
    Complete,
    Break,
    Finish,
    Fault,
    Flowchart,
    Sequence,
    If,
    Switch,
    Fork,
    Parallel,
    ForEach,
    ParallelForEach,
    For,
    While,
}

internal sealed record Arrow(string Source, string Port, string Target)
{
    public override string ToString() => $"{Source}:{Port} -> {Target}";
}

/// <summary>One activity of a random definition, with all that stands in it.</summary>
/// <param name="Children">Activities, branches or cases; then and else; the body of a loop.</param>
internal sealed record Piece(Kind Kind, string Id, IReadOnlyList<Piece> Children)
{
    public IReadOnlyList<Arrow> Arrows { get; init; } = [];

    /// <summary>Of a join: WaitAll, WaitAllActive, WaitAny; of a fork: WaitAll, WaitAny; of a switch: MatchFirst, MatchAny; of a flowchart: counter, token.</summary>
    public string Mode { get; init; } = "";

    /// <summary>How a token flowchart merges what arrives here.</summary>
    public string Merge { get; init; } = "";

    /// <summary>true, false or a variable; one for each case of a switch.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>What a SetVariable writes to.</summary>
    public string Variable { get; init; } = "";

    /// <summary>Items of a loop over items, turns of a counting one.</summary>
    public int Times { get; init; }

    public bool IsTerminal => Kind is Kind.End or Kind.Complete or Kind.Break or Kind.Finish;

    public IEnumerable<Piece> Tree() => Children.SelectMany(child => child.Tree()).Prepend(this);

    /// <summary>Ports that may fire.</summary>
    public IReadOnlyList<string> Ports => Kind switch
    {
        Kind.Ask => ["a", "b", "c"],
        Kind.Decision => ["True", "False"],
        Kind.FlowSwitch => [.. Conditions.Select((_, i) => $"case{i}"), "Default"],
        Kind.FlowFork => ["left", "right"],
        _ => ["Done"],
    };

    public override string ToString() => Write("");

    private string Write(string indent)
    {
        var facts = string.Join(' ', new[] { Mode, Merge, Variable, string.Join(',', Conditions), Times > 0 ? $"x{Times}" : "" }.Where(fact => fact.Length > 0));
        var inner = indent + "  ";
        return $"{indent}{Kind} {Id} {facts}\n" + string.Concat(Children.Select(child => child.Write(inner))) + string.Concat(Arrows.Select(arrow => $"{inner}{arrow}\n"));
    }
}
