using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Comparing;

public enum ChangeKind
{
    StepAdded,
    StepRemoved,
    StepMoved,

    /// <summary>A cell, or something else of a step.</summary>
    StepChanged,

    /// <summary>An answer leads elsewhere.</summary>
    WayChanged,

    /// <summary>Something in the graph that is no step: a timer, a decision, an end.</summary>
    OtherAdded,
    OtherRemoved,
    OtherChanged,

    /// <summary>The head of the sheet, or what is declared for the whole.</summary>
    HeadChanged,
}

/// <param name="Subject">The step (its number and activity), or the activity; empty for the whole.</param>
/// <param name="Field">Which part: a member's name, or an answer's label.</param>
/// <param name="Before">Empty: there was nothing.</param>
/// <param name="After">Empty: there is nothing any more; for a moved or new step, what it comes after.</param>
public sealed record DefinitionChange(ChangeKind Kind, string Subject, string Field, string Before, string After);

/// <summary>What differs between two versions of an SOP, as somebody would tell it. Pure.</summary>
public sealed class DefinitionComparison
{
    private static readonly string[] StepMembers = ["kelengkapan", "documents", "outcomes", "differentFrom", "pausesService", "stepKey"];

    private readonly List<DefinitionChange> _changes = [];
    private readonly SopTable _old;
    private readonly SopTable _new;
    private readonly SopWays _oldWays;
    private readonly SopWays _newWays;
    private readonly WorkflowDefinition _before;
    private readonly WorkflowDefinition _after;

    private DefinitionComparison(WorkflowDefinition before, WorkflowDefinition after, ActivityRegistry registry)
    {
        (_before, _after) = (before, after);
        (_old, _new) = (SopTableReader.Read(before, registry), SopTableReader.Read(after, registry));
        (_oldWays, _newWays) = (SopWays.Of(before, registry), SopWays.Of(after, registry));
    }

    /// <returns>Steps in the order of the new version, then what is no step, then the head.</returns>
    public static IReadOnlyList<DefinitionChange> Between(WorkflowDefinition before, WorkflowDefinition after, ActivityRegistry registry)
    {
        var comparison = new DefinitionComparison(before, after, registry);
        comparison.CompareSteps();
        comparison.CompareOthers();
        comparison.CompareHead();
        return comparison._changes;
    }

    private void CompareSteps()
    {
        var old = _old.Rows.ToDictionary(row => row.Step!, StringComparer.Ordinal); // rows of a definition have a step
        var now = _new.Rows.ToDictionary(row => row.Step!, StringComparer.Ordinal);
        _changes.AddRange(_old.Rows.Where(row => !now.ContainsKey(row.Step!)).Select(row => new DefinitionChange(ChangeKind.StepRemoved, Name(row), "", "", "")));
        var kept = _new.Main.Select(row => row.Step!).Where(old.ContainsKey).ToList();
        var moved = StepOrder.Moved([.. _old.Main.Select(row => row.Step!).Where(now.ContainsKey)], kept);
        SopRow? previous = null;
        foreach (var row in _new.Rows)
        {
            var behind = row.Place == SopPlace.Main && previous is not null ? Name(previous) : "";
            if (!old.TryGetValue(row.Step!, out var was))
            {
                _changes.Add(new(ChangeKind.StepAdded, Name(row), row.Role, "", behind));
            }
            else
            {
                if (moved.Contains(row.Step!))
                {
                    _changes.Add(new(ChangeKind.StepMoved, Name(row), "", "", behind));
                }

                CompareStep(was, row);
            }

            previous = row.Place == SopPlace.Main ? row : previous;
        }
    }

    private void CompareStep(SopRow was, SopRow row)
    {
        foreach (var (field, old, now) in Cells(was, row).Where(cell => cell.Before != cell.After))
        {
            _changes.Add(new(ChangeKind.StepChanged, Name(row), field, old, now));
        }

        var (before, after) = (_before.Nodes[was.Step!], _after.Nodes[row.Step!]);
        foreach (var member in StepMembers)
        {
            var (old, now) = (NodeReading.StaticValue(before, member), NodeReading.StaticValue(after, member));
            if (!JsonNode.DeepEquals(old, now))
            {
                _changes.Add(new(ChangeKind.StepChanged, Name(row), member, InWords(old), InWords(now)));
            }
        }

        // An answer that is new or gone was told above; here is where the others lead.
        var ways = _newWays.From(row.Step!).ToLookup(way => way.Answer);
        foreach (var old in _oldWays.From(was.Step!).GroupBy(way => way.Answer).Where(old => ways.Contains(old.Key)))
        {
            var (from, to) = (Targets(old), Targets(ways[old.Key]));
            if (from != to)
            {
                _changes.Add(new(ChangeKind.WayChanged, Name(row), old.First().Label, from, to));
            }
        }
    }

    /// <summary>Activities that are no steps, told by what the designer shows of them.</summary>
    private void CompareOthers()
    {
        var (steps, old, now) = (_old.Rows.Concat(_new.Rows).Select(row => row.Step).ToHashSet(), Others(_before), Others(_after));
        _changes.AddRange(old.Values.Where(node => !steps.Contains(node.Key) && !now.ContainsKey(node.Key)).Select(node => new DefinitionChange(ChangeKind.OtherRemoved, node.DisplayText, node.Type, "", "")));
        foreach (var node in now.Values.Where(node => !steps.Contains(node.Key)))
        {
            if (!old.TryGetValue(node.Key, out var was))
            {
                _changes.Add(new(ChangeKind.OtherAdded, node.DisplayText, node.Type, "", ""));
            }
            else if (!JsonNode.DeepEquals(Core(was), Core(node)))
            {
                _changes.Add(new(ChangeKind.OtherChanged, node.DisplayText, node.Type, "", ""));
            }
        }
    }

    private void CompareHead()
    {
        var (old, now) = (HeadJson.Members(_old.Head), HeadJson.Members(_new.Head));
        foreach (var (name, value) in now.Where(member => !JsonNode.DeepEquals(old[member.Key], member.Value)))
        {
            _changes.Add(new(ChangeKind.HeadChanged, "", name, InWords(old[name]), InWords(value)));
        }

        foreach (var member in new[] { "service", HeadJson.Performers })
        {
            var (was, is_) = (_before.CustomProperties[HeadJson.Member]?[member], _after.CustomProperties[HeadJson.Member]?[member]);
            if (!JsonNode.DeepEquals(was, is_))
            {
                _changes.Add(new(ChangeKind.HeadChanged, "", member, InWords(was), InWords(is_)));
            }
        }

        if (_before.Name != _after.Name)
        {
            _changes.Add(new(ChangeKind.HeadChanged, "", "name", _before.Name, _after.Name));
        }

        if (!_before.Inputs.Select(i => i.Name).SequenceEqual(_after.Inputs.Select(i => i.Name)))
        {
            _changes.Add(new(ChangeKind.HeadChanged, "", "inputs", string.Join(", ", _before.Inputs.Select(i => i.Name)), string.Join(", ", _after.Inputs.Select(i => i.Name))));
        }

        if (!_before.Variables.Select(v => v.Name).SequenceEqual(_after.Variables.Select(v => v.Name)))
        {
            _changes.Add(new(ChangeKind.HeadChanged, "", "variables", string.Join(", ", _before.Variables.Select(v => v.Name)), string.Join(", ", _after.Variables.Select(v => v.Name))));
        }
    }

    private static IEnumerable<(string Field, string Before, string After)> Cells(SopRow was, SopRow row) =>
    [
        ("number", was.Number, row.Number), ("kegiatan", was.Kegiatan, row.Kegiatan), ("role", was.Role, row.Role), ("pelaksana", was.Pelaksana, row.Pelaksana),
        ("wording", was.Kelengkapan, row.Kelengkapan), ("waktu", was.Waktu, row.Waktu), ("standard", was.Standard, row.Standard), ("output", was.Output, row.Output),
        ("keterangan", was.Keterangan, row.Keterangan), ("bagian", was.Bagian, row.Bagian), ("type", was.Type, row.Type),
    ];

    private static string Name(SopRow row) => row.Number.Length > 0 ? $"{row.Number} {row.Kegiatan}" : row.Kegiatan;

    private static string Targets(IEnumerable<SopWay> ways) => string.Join(", ", ways.Select(way => way.Text).Distinct());

    private static IReadOnlyDictionary<string, ActivityNode> Others(WorkflowDefinition definition) =>
        definition.Root.Port("activities").SelectMany(child => child.Tree()).ToDictionary(node => node.Key, StringComparer.Ordinal);

    /// <summary>Without where it stands in the drawing, and without what is inside it: that is compared by itself.</summary>
    private static JsonObject Core(ActivityNode node)
    {
        var json = (JsonObject)node.Json.DeepClone();
        (json["metadata"] as JsonObject)?.Remove("designer");
        foreach (var inside in node.Ports.Keys.Append("connections").Append("nodeId"))
        {
            json.Remove(inside);
        }

        return json;
    }

    /// <summary>A value as a person reads it: a list by its items, a thing with a label by its label.</summary>
    private static string InWords(JsonNode? value) => value switch
    {
        null => "",
        JsonArray items => string.Join("; ", items.Select(InWords)),
        JsonObject outcome when outcome["label"] is { } label && outcome["role"] is { } role => role.ToString().Length > 0 ? $"{label} ({role})" : $"{label}",
        JsonObject outcome when outcome["label"] is { } label => label.ToString(),
        JsonObject document when document["code"] is { } code => document["outcomes"] is JsonArray { Count: > 0 } on ? $"{code} ({string.Join(", ", on.Select(o => o?.ToString()))})" : code.ToString(),
        JsonObject signatory when signatory["name"] is { } name => signatory["nip"]?.ToString() is { Length: > 0 } nip ? $"{name}, NIP {nip}" : name.ToString(),
        _ => value is JsonValue ? value.ToString() : value.ToJsonString(),
    };
}
