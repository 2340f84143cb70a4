using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Engine.Running;

/// <param name="Id">Of the new version.</param>
/// <param name="Backward">Entered over a loop: its completion is no new visit.</param>
internal sealed record OpenStep(string Id, bool Backward);

/// <summary>
/// The counters and tokens of one running flowchart, brought to another shape of it. A join must neither wait for a way that
/// nobody will come any more, nor have missed an arrival it had: arrows that are in both versions keep what was counted, an
/// arrow that is new counts as visited and not followed where the steps before it lie behind the case, and as not yet
/// visited where they lie ahead. What cannot be made to hold is an obstacle; the case then stays where it is.
/// </summary>
internal sealed class FlowMove
{
    private readonly ActivityNode _to;
    private readonly StepMap _map;
    private readonly IReadOnlyList<FlowArrow> _arrows;
    private readonly Dictionary<string, OpenStep> _open;
    private readonly HashSet<string> _ahead;
    private readonly List<FieldError> _obstacles = [];

    private FlowMove(ActivityNode to, string? trigger, StepMap map, IReadOnlyList<OpenStep> open)
    {
        _to = to;
        _map = map;
        _arrows = FlowGraph.Of(to, trigger).Arrows;
        _open = open.ToDictionary(step => step.Id, StringComparer.Ordinal);
        _ahead = Ahead();
    }

    /// <param name="trigger">The activity of the new version that the instance was started by: the shape depends on it.</param>
    /// <param name="state">Of the flowchart's execution in the old version.</param>
    /// <param name="open">Its open steps, under the ids of the new version; each once.</param>
    public static (JsonObject State, IReadOnlyList<FieldError> Obstacles) Map(
        ActivityNode to, string? trigger, bool inTokenMode, StepMap map, JsonObject state, IReadOnlyList<OpenStep> open)
    {
        var move = new FlowMove(to, trigger, map, open);
        var moved = (JsonObject)state.DeepClone();
        if (inTokenMode)
        {
            move.MapTokens(moved);
        }
        else
        {
            move.MapCounters(moved);
        }

        return (moved, move._obstacles);
    }

    private void MapCounters(JsonObject state)
    {
        var counts = FlowCounts.Read(state, _map);
        var mapped = new FlowCounts(counts.Shape);
        foreach (var child in _to.Port("activities").Select(child => child.Id).Where(counts.Visits.ContainsKey))
        {
            mapped.Visits[child] = counts.Visits[child];
        }

        foreach (var arrow in _arrows)
        {
            mapped.Arrows[arrow.Key] = counts.Arrows.TryGetValue(arrow.Key, out var known) ? known : Fresh(arrow, mapped);
        }

        foreach (var join in _ahead.Where(id => !_open.ContainsKey(id)))
        {
            Check(join, mapped, counts);
        }

        foreach (var stranded in mapped.Visits.Keys.Union(_arrows.Select(a => a.Target.Id)).Where(id => !_ahead.Contains(id) && !_open.ContainsKey(id)).ToList())
        {
            if (Inbound(stranded).Any(arrow => mapped.Arrows[arrow.Key] > mapped.Of(stranded)))
            {
                // Somebody arrived there, and nobody is left on the way who could set it going.
                _obstacles.Add(new FieldError(stranded, "move-join-stranded", Name(stranded)));
            }
        }

        mapped.Write(state);
    }

    /// <summary>Negative: visited and not followed.</summary>
    private int Fresh(FlowArrow arrow, FlowCounts mapped)
    {
        var target = mapped.Of(arrow.Target.Id);
        var comes = _open.ContainsKey(arrow.Source.Id) || _ahead.Contains(arrow.Source.Id) || !arrow.IsForward;
        var isDecidedThisRound = _open.TryGetValue(arrow.Target.Id, out var running) ? !running.Backward : _ahead.Contains(arrow.Target.Id);
        return comes || !isDecidedThisRound ? -target : -(target + 1);
    }

    /// <summary>A join of all ways would skip itself, and with it the rest of the case, because of a way that is new and lies behind.</summary>
    private void Check(string join, FlowCounts mapped, FlowCounts counts)
    {
        if (Node(join) is { Type: "Elsa.FlowJoin" } node && (node.Json["mode"] is not { } mode || Literal(mode) is "WaitAll" or "0"))
        {
            foreach (var arrow in Inbound(join).Where(a => !counts.Arrows.ContainsKey(a.Key) && -mapped.Arrows[a.Key] > mapped.Of(join)))
            {
                _obstacles.Add(new FieldError(join, "move-join-never-held", Name(join), Name(arrow.Source.Id)));
            }
        }
    }

    private void MapTokens(JsonObject state)
    {
        foreach (var member in new[] { "tokens", "blocked" })
        {
            if (state[member] is not JsonObject counters)
            {
                continue;
            }

            var moved = new JsonObject();
            foreach (var (key, count) in counters)
            {
                var target = _map.OfArrow(key);
                moved[target] = count?.DeepClone();
                if (member == "tokens" && !_arrows.Any(arrow => arrow.Key == target))
                {
                    _obstacles.Add(new FieldError(_to.Id, "move-token-lost", target));
                }
            }

            state[member] = moved;
        }

        foreach (var arrow in _arrows.Where(a => a.IsForward && _ahead.Contains(a.Target.Id) && Merges(a.Target.Id)))
        {
            if (!_open.ContainsKey(arrow.Source.Id) && !_ahead.Contains(arrow.Source.Id) && state["tokens"]?[arrow.Key] is null)
            {
                _obstacles.Add(new FieldError(arrow.Target.Id, "move-join-never-held", Name(arrow.Target.Id), Name(arrow.Source.Id)));
            }
        }
    }

    private bool Merges(string id) =>
        Inbound(id).Skip(1).Any()
        && (Node(id) is { Type: "Elsa.FlowJoin" } || Node(id)?.CustomProperties["mergeMode"]?.ToString() is "Merge" or "Converge");

    /// <summary>Everything that the open steps lead to over arrows that close no loop.</summary>
    private HashSet<string> Ahead()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var way = new Queue<string>(_open.Keys);
        while (way.TryDequeue(out var current))
        {
            foreach (var arrow in _arrows.Where(a => a.IsForward && a.Source.Id == current && found.Add(a.Target.Id)))
            {
                way.Enqueue(arrow.Target.Id);
            }
        }

        return found;
    }

    private IEnumerable<FlowArrow> Inbound(string id) => _arrows.Where(arrow => arrow.IsForward && arrow.Target.Id == id);

    private ActivityNode? Node(string id) => _to.Port("activities").FirstOrDefault(child => child.Id == id);

    private string Name(string id) => Node(id)?.DisplayText ?? id;

    private static string? Literal(JsonNode mode) => ((mode as JsonObject)?["expression"]?["value"] ?? mode).ToString();
}
