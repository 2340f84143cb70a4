using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Activities;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Cases;

/// <summary>What an instance begins with.</summary>
/// <param name="Trigger">The activity that starts it; none when a person does, or another workflow.</param>
public sealed record Beginning(WorkflowDefinition Definition, Guid Instance, JsonObject Input, JsonObject Properties, string? Trigger = null, string? CorrelationId = null);

/// <summary>Opens a case, whoever asks: the input is read, the amrah gets its number, the service clock starts, the first task opens.</summary>
public sealed partial class CaseOpening(UnitOfWork work, WorkflowRunner workflows, SlaClocks clocks, AuditLog audit)
{
    /// <param name="asking">As whom somebody asks for this facility; none when nobody there may.</param>
    public async Task<Outcome<CaseStarted>> OpenAsync(Beginning beginning, Func<FacilityFacts, Performer?> asking, CancellationToken ct)
    {
        var (definition, id) = (beginning.Definition, beginning.Instance);
        var input = new FieldReader(beginning.Input);
        var catalogue = await CatalogueRows.LoadAsync(work, ct);
        if (await ReadAsync(input, catalogue, asking, ct) is not { } file)
        {
            return new InvalidInput(input.Errors);
        }

        file = file with { Number = await RequestRows.TakeNumberAsync(work, await MonthAsync(ct), ct) };
        RequestRows.Insert(work, id, definition.DefinitionId, definition.Version, beginning.Input, file);
        var service = definition.CustomProperties["Alokon:sop"]?["service"] as JsonObject;
        if (service?[file.Kind] is JsonObject standard)
        {
            await clocks.StartServiceAsync(work, id, TimeStandard.Parse(standard, "service").Value, ct);
        }

        await audit.AppendAsync(work, id, Started(file, beginning), ct);
        var properties = Properties(file, catalogue, service, beginning);
        var moved = await workflows.StartAsync(work, definition.DefinitionId, id, beginning.Input, properties, beginning.Trigger, beginning.CorrelationId, ct);
        return moved.IsRefused(out var refusal) ? refusal : new CaseStarted(id, file.Number, "running");
    }

    private static JsonObject Properties(CaseFile file, Catalogue catalogue, JsonObject? service, Beginning beginning)
    {
        var properties = beginning.Properties.DeepClone().AsObject();
        properties[CaseFile.Property] = file.ToJson();
        properties[Catalogue.Property] = JsonSerializer.SerializeToNode(catalogue, CaseFileJson.Options);
        properties[SopActivity.ServiceProperty] = service?.DeepClone();
        return properties;
    }

    private AuditEntry Started(CaseFile file, Beginning beginning)
    {
        var facts = new JsonObject
        {
            ["number"] = file.Number,
            ["kind"] = file.Kind,
            ["facility"] = file.Facility.Code,
            ["workflow"] = beginning.Definition.DefinitionId,
            ["version"] = beginning.Definition.Version,
            ["lines"] = new JsonArray([.. file.Lines.Select(l => (JsonNode)new JsonObject { ["commodity"] = l.Commodity, ["requested"] = l.Requested })]),
        };
        if (beginning.Trigger is { } trigger)
        {
            facts["trigger"] = trigger;
            facts["missed"] = beginning.Properties["stimulus"]?["missed"]?.DeepClone();
        }

        return new("case.started", null, facts, StartCase.Asking(work.Officer, file.Facility));
    }

    private async Task<CaseFile?> ReadAsync(FieldReader input, Catalogue catalogue, Func<FacilityFacts, Performer?> asking, CancellationToken ct)
    {
        var kind = input.Text("kind", max: 20);
        if (kind is not ("" or "rutin" or "darurat"))
        {
            input.Refuse("kind", "choice-unknown", kind, "rutin, darurat");
        }

        var period = input.Text("period", max: 20);
        if (period.Length > 0 && !Period().IsMatch(period))
        {
            input.Refuse("period", "period-malformed", period);
        }

        var code = input.Text("facility", max: 20);
        var facility = code.Length == 0 ? null : await CatalogueRows.FindFacilityAsync(work, code, ct);
        var requester = facility is null ? null : asking(facility);
        if (code.Length > 0 && requester is null)
        {
            // Another facility's officer learns no more than that there is nothing here.
            input.Refuse("facility", "facility-unknown", code);
        }

        var lines = AmrahForm.ReadLines(input, catalogue);
        var attachments = input.Texts("attachments");
        if (input.Errors.Count > 0 || facility is null || requester is null)
        {
            return null;
        }

        return new CaseFile
        {
            Number = string.Empty,
            Kind = kind,
            Period = period,
            SubmittedAt = work.Now,
            Facility = facility,
            Requester = requester,
            Lines = lines,
            Attachments = attachments,
            Steps = new Dictionary<string, StepDone> { ["permohonan"] = new("ajukan", requester, work.Now, null) },
        };
    }

    /// <summary>The month in which it is asked, by the office's own clock on the wall.</summary>
    private async Task<string> MonthAsync(CancellationToken ct)
    {
        var zone = await People.Directory.ZoneAsync(work, ct);
        return TimeZoneInfo.ConvertTime(work.Now, zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    private static partial Regex Period();
}
