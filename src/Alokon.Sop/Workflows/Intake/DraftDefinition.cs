using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>
/// A draft from an SOP that was read: one step a row, in its order. Corrections, refusals and conditions get their ways; the
/// questions go with it until somebody has answered them.
/// </summary>
internal sealed class DraftDefinition
{
    private const int Lane = 180;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SopReading _reading;
    private readonly string _definitionId;
    private readonly JsonArray _activities = [];
    private readonly JsonArray _arrows = [];
    private readonly JsonObject _root;
    private readonly List<string> _steps = [];

    private DraftDefinition(SopReading reading, string definitionId)
    {
        (_reading, _definitionId) = (reading, definitionId);
        _root = new JsonObject { ["id"] = "alur", ["nodeId"] = $"{definitionId}:alur", ["name"] = "Alur", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["customProperties"] = new JsonObject(), ["metadata"] = new JsonObject(), ["activities"] = _activities, ["connections"] = _arrows, ["variables"] = new JsonArray() };
    }

    /// <returns>Elsa 3's JSON.</returns>
    public static string Of(SopReading reading, string definitionId, string name, int office) => new DraftDefinition(reading, definitionId).Write(name, office);

    private string Write(string name, int office)
    {
        Plain("mulai", "Elsa.Start", "Permohonan diajukan", 0, 0);
        for (var i = 0; i < _reading.Table.Rows.Count; i++)
        {
            Step(i);
        }

        End("akhir-selesai", "Selesai", "completed", _steps.Count + 1, 0);
        Arrow("mulai", "Done", _steps[0]);
        for (var i = 0; i < _steps.Count; i++)
        {
            Ways(i);
        }

        return Document(name, office).ToJsonString(Readable);
    }

    private void Step(int i)
    {
        var row = _reading.Table.Rows[i];
        var id = StepNames.Free(row.Kegiatan, _root, _definitionId);
        var activity = StepJson.Create(row, id, $"{_definitionId}:alur", Answers(i));
        StepPlaces.Put(activity, StepPlaces.Pitch * (i + 1), 0);
        _activities.Add((JsonNode)activity);
        _steps.Add(id);
    }

    private IReadOnlyList<(string Key, string Label)> Answers(int i) =>
        _reading.Decisions.Contains(i) ? [("setuju", "Ya"), ("tolak", "Tidak")]
        : _reading.Conditional.Contains(i) ? [("selesai", "Selesai"), ("dilewati", "Tidak terjadi")]
        : StepAnswers.Default(_reading.Table.Rows[i].Type) is { Count: > 0 } own ? own : [("selesai", "Selesai")];

    private void Ways(int i)
    {
        var (step, next) = (_steps[i], i + 1 < _steps.Count ? _steps[i + 1] : "akhir-selesai");
        foreach (var (answer, _) in Answers(i))
        {
            switch (answer)
            {
                case "tolak":
                    End($"akhir-ditolak-{step}", "Ditolak", "rejected", i + 1, -Lane);
                    Arrow(step, answer, $"akhir-ditolak-{step}");
                    break;
                case "kembalikan":
                    Correction(i);
                    break;
                default:
                    Arrow(step, answer, next);
                    break;
            }
        }
    }

    private void Correction(int i)
    {
        var (step, id) = (_steps[i], $"perbaiki-{_steps[i]}");
        var row = SopRow.Empty with { Kegiatan = "Memperbaiki usulan", Role = People.Roles.Faskes, Standard = """{"kind":"none"}""", Type = "Alokon.PerbaikiUsulan" };
        var activity = StepJson.Create(row, id, $"{_definitionId}:alur", StepAnswers.Default(row.Type));
        StepPlaces.Put(activity, StepPlaces.Pitch * (i + 1), Lane);
        _activities.Add((JsonNode)activity);
        End($"akhir-ditarik-{step}", "Permohonan ditarik", "withdrawn", i + 1, 2 * Lane);
        Arrow(step, "kembalikan", id);
        Arrow(id, "ajukan", step);
        Arrow(id, "tarik", $"akhir-ditarik-{step}");
    }

    private void End(string id, string text, string status, int column, int y) =>
        Plain(id, "Elsa.End", text, StepPlaces.Pitch * column, y)["customProperties"]!["Alokon:caseStatus"] = status; // made there

    private JsonObject Plain(string id, string type, string text, int x, int y)
    {
        var activity = new JsonObject
        {
            ["id"] = id,
            ["nodeId"] = $"{_definitionId}:alur:{id}",
            ["name"] = id,
            ["type"] = type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject { ["canStartWorkflow"] = false, ["runAsynchronously"] = false },
            ["metadata"] = new JsonObject { ["displayText"] = text },
        };
        StepPlaces.Put(activity, x, y);
        _activities.Add((JsonNode)activity);
        return activity;
    }

    private void Arrow(string source, string port, string target) => _arrows.Add((JsonNode)new JsonObject
    {
        ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        ["vertices"] = new JsonArray(),
    });

    private JsonObject Document(string name, int office)
    {
        var sop = new JsonObject { ["office"] = office.ToString("D4", CultureInfo.InvariantCulture) };
        HeadJson.Write(sop, new SopHead(), _reading.Table.Head);
        sop[HeadJson.Performers] = HeadJson.ToJson(_reading.Table.Columns);
        sop[HeadJson.Questions] = new JsonArray([.. _reading.Questions.Select(question => (JsonNode)question.ToJson(question.Row is { } row ? _steps[row] : null))]);
        if (_reading.Service?.DeepClone() is JsonObject service)
        {
            service["until"] = _steps[^1];
            sop["service"] = service;
        }

        return new JsonObject
        {
            ["$schema"] = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
            ["definitionId"] = _definitionId,
            ["name"] = name,
            ["description"] = _reading.Table.Head.Title,
            ["version"] = 1,
            ["toolVersion"] = "3.8.2.0",
            ["variables"] = new JsonArray(),
            ["inputs"] = Inputs(),
            ["outputs"] = new JsonArray(),
            ["outcomes"] = new JsonArray(),
            ["customProperties"] = new JsonObject { [HeadJson.Member] = sop },
            ["isReadonly"] = false,
            ["isSystem"] = false,
            ["options"] = new JsonObject { ["usableAsActivity"] = false, ["autoUpdateConsumingWorkflows"] = false },
            ["root"] = _root,
        };
    }

    /// <summary>What every request of an office brings along.</summary>
    private static JsonArray Inputs() =>
    [
        Input("kind", "String", "Jenis permohonan", "rutin atau darurat", false),
        Input("facility", "String", "Fasilitas kesehatan", "Kode faskes, tujuh angka", false),
        Input("period", "String", "Periode", "Bulan kebutuhan, misalnya 2026-10", false),
        Input("lines", "Object", "Rincian kebutuhan", "Jenis alkon, jumlah diminta, pemakaian rata-rata, dan sisa stok", true),
        Input("attachments", "String", "Kelengkapan", "Nama surat dan laporan yang diserahkan", true),
    ];

    private static JsonObject Input(string name, string type, string title, string help, bool isArray) => new()
    {
        ["type"] = type,
        ["name"] = name,
        ["displayName"] = title,
        ["description"] = help,
        ["category"] = "Permohonan",
        ["isArray"] = isArray,
    };
}
