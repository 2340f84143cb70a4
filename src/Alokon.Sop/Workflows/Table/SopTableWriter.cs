using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Sop.Workflows.Table;

/// <summary>
/// From the table back to the graph. Only what differs is written: everything that the table does not show (papers, documents,
/// answers, timers, places in the drawing) stays as it was.
/// </summary>
public sealed class SopTableWriter
{
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, MaxDepth = 128, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WorkflowDefinition _definition;
    private readonly SopFlow _flow;
    private readonly SopTable _before;
    private readonly SopTable _after;
    private readonly JsonObject _document;
    private readonly JsonObject _root;
    private readonly Dictionary<SopRow, string> _ids = new(ReferenceEqualityComparer.Instance);

    private SopTableWriter(WorkflowDefinition definition, ActivityRegistry registry, SopTable after)
    {
        (_definition, _after) = (definition, after);
        _flow = SopFlow.Of(definition, registry);
        _before = SopTableReader.Read(definition, registry);
        _document = JsonNode.Parse(definition.Json.TrimStart('\uFEFF'), AnyCase, Deep)!.AsObject(); // it was read as an object before
        _root = _document["root"]!.AsObject(); // likewise
    }

    /// <returns>The definition's JSON with the table's changes; the very same text when there are none.</returns>
    /// <param name="after">Rows with the id of a step, in the order wanted; rows without one are new, steps without a row go.</param>
    /// <param name="answered">Questions of the intake that are settled now, by their place.</param>
    public static string Write(WorkflowDefinition definition, ActivityRegistry registry, SopTable after, IReadOnlyList<int>? answered = null) =>
        new SopTableWriter(definition, registry, after).Write(answered ?? []);

    private string Write(IReadOnlyList<int> answered)
    {
        var untouched = _document.DeepClone();
        WriteHead(answered);
        WriteCells();
        if (_flow is { IsFlowchart: true, Start: not null })
        {
            WriteFlow(_flow.Start);
        }

        return JsonNode.DeepEquals(untouched, _document) ? _definition.Json : _document.ToJsonString(Readable);
    }

    private void WriteHead(IReadOnlyList<int> answered)
    {
        var had = _document["customProperties"] is JsonObject;
        var sop = StepJson.Child(StepJson.Child(_document, "customProperties"), HeadJson.Member);
        HeadJson.Write(sop, _before.Head, _after.Head);
        if (!_before.Columns.SequenceEqual(_after.Columns))
        {
            sop[HeadJson.Performers] = HeadJson.ToJson(_after.Columns);
        }

        if (answered.Count > 0 && sop[HeadJson.Questions] is JsonArray questions)
        {
            sop[HeadJson.Questions] = new JsonArray([.. questions.Where((_, i) => !answered.Contains(i)).Select(question => question?.DeepClone())]);
        }

        // Nothing to say of the SOP, and nothing said: no empty member comes in by looking.
        if (sop.Count == 0)
        {
            StepJson.Child(_document, "customProperties").Remove(HeadJson.Member);
        }

        if (_document["customProperties"] is JsonObject { Count: 0 } && !had)
        {
            _document.Remove("customProperties");
        }
    }

    private void WriteCells()
    {
        var cells = _after.Rows.Where(row => row.Step is not null).ToDictionary(row => row.Step!, StringComparer.Ordinal); // filtered before
        var nodes = _definition.Root.Tree().ToDictionary(node => node.Key, StringComparer.Ordinal);
        foreach (var before in _before.Rows)
        {
            if (before.Step is { } step && cells.TryGetValue(step, out var after) && Find(nodes[step]) is { } activity)
            {
                StepJson.Write(activity, before, after);
            }
        }
    }

    private void WriteFlow(string start)
    {
        var wanted = _after.Rows.Where(row => row.Place == SopPlace.Main).ToList();
        var there = _before.Main.Select(row => row.Step!).ToList(); // a row of the definition has a step
        var kept = wanted.Select(row => row.Step).OfType<string>().Where(there.Contains).ToList();
        var removed = there.Except(kept).ToList();
        var moved = StepOrder.Moved([.. there.Where(kept.Contains)], kept);
        if (removed.Count == 0 && moved.Count == 0 && wanted.TrueForAll(row => row.Step is not null))
        {
            return;
        }

        var places = new StepPlaces(_root);
        var edit = new FlowEdit(_root, start, PortsOf);
        foreach (var step in removed)
        {
            edit.Unlink(step);
        }

        var ways = moved.ToDictionary(step => step, edit.Unlink);
        string? previous = null;
        foreach (var row in wanted)
        {
            var step = row.Step ?? Create(row, places, previous ?? start);
            if (row.Step is null || moved.Contains(step))
            {
                edit.Link(step, ways.GetValueOrDefault(step) ?? [.. PortsOf(step).Take(1)], previous);
            }

            previous = step;
        }

        edit.Finish(removed);
        if (moved.Count > 0)
        {
            places.Follow([.. wanted.Select(row => row.Step ?? _ids[row])]);
        }
    }

    private string Create(SopRow row, StepPlaces places, string after)
    {
        var outcomes = StepAnswers.Default(row.Type) is { Count: > 0 } own ? own : [("selesai", "Selesai")];
        var id = StepNames.Free(row.Kegiatan, _root, _definition.DefinitionId);
        var activity = StepJson.Create(row, id, _root["nodeId"]?.ToString() ?? $"{_definition.DefinitionId}:{_root["id"]}", outcomes);
        places.PutBehind(activity, after);
        if (_root["activities"] is not JsonArray activities)
        {
            _root["activities"] = activities = [];
        }

        activities.Add((JsonNode)activity);
        _ids[row] = id;
        return id;
    }

    private IReadOnlyList<string> PortsOf(string id)
    {
        if (_flow.Find(id) is { } node)
        {
            return [.. _flow.Answers(node).Select(answer => answer.Key).DefaultIfEmpty("Done")];
        }

        var created = _ids.First(pair => pair.Value == id).Key;
        return StepAnswers.Default(created.Type) is { Count: > 0 } own ? [.. own.Select(o => o.Key)] : ["selesai"];
    }

    /// <summary>The same place in our own copy of the text.</summary>
    private JsonObject? Find(ActivityNode node) => JsonWalk.To(_document, node.Json.GetPath()) as JsonObject;
}
