using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Sop.Workflows.Table;

/// <summary>
/// Takes steps out of a flowchart and puts them in, by its arrows alone. The way a case goes on is that of a step's first answer
/// that does not lead back; the other answers, and the corrections that hang on a step, stay with it.
/// </summary>
internal sealed class FlowEdit
{
    private readonly JsonObject _root;
    private readonly string _start;
    private readonly Func<string, IReadOnlyList<string>> _ports;
    private readonly HashSet<string> _reachedBefore;
    private List<Arrow> _arrows;
    private bool _changed;

    /// <param name="ports">The answers of an activity, in order.</param>
    public FlowEdit(JsonObject root, string start, Func<string, IReadOnlyList<string>> ports)
    {
        _root = root;
        _start = start;
        _ports = ports;
        _arrows = [.. FlowConnection.Entries(root["connections"]).Select(entry => (entry, connection: FlowConnection.Read(entry))).Where(a => a.connection is not null).Select(a => new Arrow(a.connection!, a.entry))]; // filtered before
        _reachedBefore = Reach(null);
    }

    /// <summary>Takes a step out: who came to it goes on to what follows.</summary>
    /// <returns>The answers by which it went on.</returns>
    public IReadOnlyList<string> Unlink(string step)
    {
        _changed = true;
        var next = NextOf(step);
        var without = Reach(step);
        foreach (var arrow in _arrows.Where(a => a.Target == step && without.Contains(a.Source)).ToList())
        {
            Redirect(arrow, next);
        }

        var ports = _arrows.Where(a => a.Source == step && a.Target == next).Select(a => a.Port).ToList();
        _arrows.RemoveAll(a => a.Source == step && a.Target == next);
        return ports.Count > 0 ? ports : [.. _ports(step).Take(1)];
    }

    /// <summary>Puts a step behind another one.</summary>
    /// <param name="by">Its answers that go on.</param>
    /// <param name="after">None: it comes first.</param>
    public void Link(string step, IReadOnlyList<string> by, string? after)
    {
        _changed = true;
        var before = after ?? _start;
        if (after is null && !IsPlainStart(_start))
        {
            Add(step, by, _start);
            _root["start"] = step;
            return;
        }

        var next = NextOf(before);
        foreach (var arrow in _arrows.Where(a => a.Source == before && a.Target == next).ToList())
        {
            Redirect(arrow, step);
        }

        if (next is null)
        {
            Add(before, [.. _ports(before).Take(1)], step);
        }
        else
        {
            Add(step, by, next);
        }
    }

    /// <summary>Writes the arrows back, and takes out what these changes have cut off.</summary>
    public void Finish(IEnumerable<string> removed)
    {
        if (!_changed)
        {
            return;
        }

        var gone = removed.ToHashSet(StringComparer.Ordinal);
        _arrows.RemoveAll(a => gone.Contains(a.Source) || gone.Contains(a.Target));
        var reached = Reach(null);
        var lost = _reachedBefore.Where(id => !reached.Contains(id)).Concat(gone).ToHashSet(StringComparer.Ordinal);
        _arrows.RemoveAll(a => lost.Contains(a.Source) || lost.Contains(a.Target));
        if (_root["activities"] is JsonArray activities)
        {
            foreach (var activity in activities.OfType<JsonObject>().Where(a => lost.Contains(a["id"]?.ToString() ?? "")).ToList())
            {
                activities.Remove(activity);
            }
        }

        _root["connections"] = new JsonArray([.. _arrows.Select(arrow => arrow.ToJson())]);
    }

    /// <summary>Where a case goes on: along the first answer that does not lead back.</summary>
    public string? NextOf(string step)
    {
        var ports = _ports(step).ToList();
        return _arrows
            .Where(a => a.Source == step && a.Target != step)
            .OrderBy(a => ports.IndexOf(a.Port) is var i and >= 0 ? i : int.MaxValue)
            .FirstOrDefault(a => !LeadsBack(a))?.Target;
    }

    /// <summary>The target stands before the source, and from there one comes to the source again.</summary>
    private bool LeadsBack(Arrow arrow) => Depth(arrow.Target) <= Depth(arrow.Source) && From(arrow.Target).Contains(arrow.Source);

    private bool IsPlainStart(string id) => !_arrows.Exists(a => a.Target == id) && TypeOf(id) == "Elsa.Start";

    private string? TypeOf(string id) => (_root["activities"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(a => a["id"]?.ToString() == id)?["type"]?.ToString();

    /// <summary>Arrows from the start to here, at least.</summary>
    private int Depth(string id)
    {
        var depth = new Dictionary<string, int>(StringComparer.Ordinal) { [_start] = 0 };
        var open = new Queue<string>([_start]);
        while (open.TryDequeue(out var here))
        {
            foreach (var arrow in _arrows.Where(a => a.Source == here && depth.TryAdd(a.Target, depth[here] + 1)))
            {
                open.Enqueue(arrow.Target);
            }
        }

        return depth.GetValueOrDefault(id, int.MaxValue);
    }

    private HashSet<string> Reach(string? without) => without == _start ? [] : From(_start, without);

    private HashSet<string> From(string start, string? without = null)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { start };
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var here))
        {
            foreach (var arrow in _arrows.Where(a => a.Source == here && a.Target != without && reached.Add(a.Target)))
            {
                open.Enqueue(arrow.Target);
            }
        }

        return reached;
    }

    private void Redirect(Arrow arrow, string? target)
    {
        _arrows[_arrows.IndexOf(arrow)] = arrow with { Target = target ?? "", Entry = null };
        _arrows = [.. _arrows.Where(a => a.Target.Length > 0)];
    }

    private void Add(string source, IReadOnlyList<string> ports, string target) =>
        _arrows.AddRange(ports.Where(port => !_arrows.Exists(a => a.Source == source && a.Port == port)).Select(port => new Arrow(source, port, target, null)));

    /// <param name="Entry">As the definition has it; none when it was drawn anew.</param>
    private sealed record Arrow(string Source, string Port, string Target, JsonObject? Entry)
    {
        public Arrow(FlowConnection connection, JsonObject entry)
            : this(connection.Source, connection.Port, connection.Target, entry)
        {
        }

        public JsonNode ToJson() => Entry?.DeepClone() ?? new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = Source, ["port"] = Port },
            ["target"] = new JsonObject { ["activity"] = Target, ["port"] = "In" },
            ["vertices"] = new JsonArray(),
        };
    }
}
