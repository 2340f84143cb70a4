using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Sop.Workflows.Table;

public enum WayKind
{
    /// <summary>To another row of the sheet.</summary>
    Row,

    /// <summary>To a correction, and from there to the row.</summary>
    Detour,

    /// <summary>To an end.</summary>
    End,

    /// <summary>Nowhere: the arrow is missing.</summary>
    Open,
}

/// <summary>Where one answer of a step leads.</summary>
/// <param name="Answer">Key of the answer.</param>
/// <param name="Target">The row it comes to, at once or after the correction; the end's activity for an end; empty for nowhere.</param>
/// <param name="Via">The correction; empty without one.</param>
/// <param name="Text">In words.</param>
public sealed record SopWay(string Answer, string Label, WayKind Kind, string Target, string Via, string Text);

/// <summary>The answers of every step and where they lead, through whatever stands between two steps.</summary>
public sealed class SopWays
{
    private readonly SopFlow _flow;

    private SopWays(SopFlow flow) => _flow = flow;

    /// <summary>Where a case begins: the rows that come first.</summary>
    public IReadOnlyList<string> First => _flow is { IsFlowchart: true, Start: { } start } && _flow.Find(start) is { } node
        ? _flow.IsStep(node) ? [start] : [.. Follow("", "", start, []).Select(way => way.Target)]
        : [];

    public static SopWays Of(WorkflowDefinition definition, ActivityRegistry registry) => new(SopFlow.Of(definition, registry));

    public IReadOnlyList<SopWay> From(string step)
    {
        if (!_flow.IsFlowchart || _flow.Find(step) is not { } node)
        {
            return [];
        }

        var ways = new List<SopWay>();
        foreach (var (key, label) in _flow.Answers(node))
        {
            var arrows = _flow.From(step).Where(arrow => arrow.Port == key).ToList();
            ways.AddRange(arrows.Count == 0 ? [new(key, label, WayKind.Open, "", "", "belum disambungkan")] : arrows.SelectMany(arrow => To(key, label, arrow.Target, [step])));
        }

        return [.. ways.Distinct()];
    }

    private IEnumerable<SopWay> To(string key, string label, string target, HashSet<string> seen)
    {
        var node = _flow.Find(target)!; // arrows lead to children only
        if (_flow.IsEnd(node))
        {
            return [new(key, label, WayKind.End, target, "", $"selesai: {node.DisplayText}")];
        }

        if (!_flow.IsStep(node))
        {
            return Follow(key, label, target, seen);
        }

        return _flow.IsDetour(node)
            ? [new(key, label, WayKind.Detour, _flow.From(target)[0].Target, target, $"{Name(node)}, lalu kembali ke {Name(_flow.Find(_flow.From(target)[0].Target)!)}")] // a detour has an arrow back
            : [new(key, label, WayKind.Row, target, "", Name(node))];
    }

    /// <summary>Through what is no step: a decision, a join, the start.</summary>
    private IEnumerable<SopWay> Follow(string key, string label, string id, HashSet<string> seen) =>
        seen.Add(id) ? [.. _flow.From(id).SelectMany(arrow => To(key, label, arrow.Target, seen))] : [];

    private static string Name(ActivityNode node)
    {
        var (number, label) = (NodeReading.StaticValue(node, "sopLabel")?.ToString() ?? "", NodeReading.StaticValue(node, "label")?.ToString() ?? node.DisplayText);
        return number.Length > 0 ? $"{number} {label}" : label;
    }
}
