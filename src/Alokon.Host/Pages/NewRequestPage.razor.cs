using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Texts;
using Alokon.Sop.Cases;
using Alokon.Sop.People;
using Alokon.Sop.Requests;

namespace Alokon.Host.Pages;

public sealed partial class NewRequestPage
{
    private FormSheet _sheet = FormSheet.Proposed([]);
    private IReadOnlyList<FieldError>? _errors;
    private IReadOnlyList<string> _papers = [];
    private IReadOnlyList<string> _ticked = [];
    private string _others = string.Empty;
    private string _onlyWorkflow = string.Empty;
    private bool _mayAsk = true;

    protected override async Task LoadAsync()
    {
        if (await AskAsync(new GetCatalogue()) is not { } catalogue || await AskAsync(new ListWorkflows()) is not { } workflows)
        {
            return;
        }

        var facilities = catalogue.Facilities.Where(MayAskFor).ToList();
        _mayAsk = facilities.Count > 0;
        var today = Time.DayOf(Here.Now);
        var lastMonth = today.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        _papers = ["K/0/KB", $"R/II/KB {lastMonth}", "Surat permohonan"];
        _onlyWorkflow = workflows.Items.Count == 1 ? workflows.Items[0].DefinitionId : string.Empty;
        var schema = RequestForm.Of(workflows.Items, facilities, catalogue.Commodities, today);
        if (!IsSent("usulan"))
        {
            _sheet = FormSheet.Proposed(schema);
            return;
        }

        _ticked = [.. Http.Request.Form["papers"].OfType<string>()];
        _others = Sent("others");
        _sheet = FormSheet.Typed(schema, Http.Request.Form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString())));
    }

    private bool MayAskFor(FacilityFacts facility) =>
        Sop.People.Directory.MayPerform(Desk.Officer, Roles.Faskes, facility.Code, facility.Kecamatan) is not null
        || Sop.People.Directory.MayPerform(Desk.Officer, Roles.Plkb, facility.Code, facility.Kecamatan) is not null;

    private async Task AskForGoodsAsync()
    {
        var reading = FormReading.Of(_sheet, string.Empty);
        if (reading.Errors.Count > 0)
        {
            Show(new InvalidInput(reading.Errors), reading.Errors);
            return;
        }

        var input = reading.Data;
        var workflow = input["workflow"]?.ToString() ?? _onlyWorkflow;
        input.Remove("workflow");
        var others = _others.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        input["attachments"] = new JsonArray([.. _ticked.Concat(others).Select(p => (JsonNode)p)]);
        var started = await Desk.SendOnceAsync(new StartCase(workflow, input), Http.Request, Ct);
        if (started.IsRefused(out var refusal))
        {
            Show(refusal, [.. refusal.Fields.Select(reading.OnSheet)]);
            return;
        }

        SeeOther($"/berkas/{started.Value.Id}?baru=ya");
    }

    private void Show(Refusal refusal, IReadOnlyList<FieldError> errors)
    {
        Refuse(refusal);
        _errors = errors;
        _sheet = _sheet.With(errors);
    }
}

/// <summary>The form of a new request, as a schema like those of the steps.</summary>
internal static class RequestForm
{
    public static JsonObject Of(IReadOnlyList<WorkflowView> workflows, IReadOnlyList<FacilityFacts> facilities, IReadOnlyList<Commodity> commodities, DateOnly today)
    {
        var months = Enumerable.Range(0, 4).Select(i => today.AddMonths(i).ToString("yyyy-MM", CultureInfo.InvariantCulture)).ToList();
        var properties = new JsonObject();
        if (workflows.Count > 1)
        {
            properties["workflow"] = Choice("SOP", workflows.Select(w => (w.DefinitionId, w.Name)), null);
        }

        properties["facility"] = Choice("Faskes", facilities.Select(f => (f.Code, $"{f.Name} ({f.Code}), Kec. {f.Kecamatan}")), facilities.Count == 1 ? facilities[0].Code : null);
        properties["kind"] = Choice("Jenis usulan", [("rutin", Words.Of("kind", "rutin")), ("darurat", "Darurat: stok habis atau hampir habis")], "rutin");
        properties["period"] = Choice("Kebutuhan bulan", months.Select(m => (m, LocalTime.Period(m))), months[0]);
        properties["lines"] = Lines(commodities);
        return new JsonObject { ["properties"] = properties };
    }

    private static JsonObject Lines(IReadOnlyList<Commodity> commodities) =>
        new()
        {
            ["type"] = "array",
            ["title"] = "Satu baris per alokon",
            ["default"] = new JsonArray([.. commodities.Select(c => (JsonNode)new JsonObject { ["commodity"] = c.Code, ["name"] = c.Name, ["unit"] = c.Unit })]),
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["commodity"] = new JsonObject { ["type"] = "string", ["title"] = "Kode", ["readOnly"] = true },
                    ["name"] = Display("Alokon"),
                    ["unit"] = Display("Satuan"),
                    ["requested"] = Number("integer", "Diminta"),
                    ["averageMonthlyConsumption"] = Number("number", "Pemakaian rata-rata per bulan"),
                    ["stockOnHand"] = Number("integer", "Stok saat ini"),
                },
            },
        };

    private static JsonObject Display(string title) => new() { ["type"] = "string", ["title"] = title, ["readOnly"] = true, ["x-display"] = true };

    // Not required: a row left empty is an alokon that is not asked for. A row half filled is refused by the room.
    private static JsonObject Number(string type, string title) => new() { ["type"] = type, ["title"] = title };

    private static JsonObject Choice(string title, IEnumerable<(string Key, string Label)> options, string? chosen)
    {
        var all = options.ToList();
        return new JsonObject
        {
            ["type"] = "string",
            ["title"] = title,
            ["x-required"] = true,
            ["enum"] = new JsonArray([.. all.Select(o => (JsonNode)o.Key)]),
            ["x-labels"] = new JsonArray([.. all.Select(o => (JsonNode)o.Label)]),
            ["default"] = chosen,
        };
    }
}
