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
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>A facility asks (or PLKB for it): the amrah gets its number, the service clock starts, the first task opens.</summary>
[AllowRoles(Roles.Faskes, Roles.Plkb)]
public sealed partial record StartCase(string Workflow, JsonObject Input) : IRequest<Outcome<CaseStarted>>, ICommand
{
    [GeneratedRegex("^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    internal static partial Regex Period();
}

public sealed record CaseStarted(Guid Id, string Number, string Status);

public sealed class StartCaseHandler(UnitOfWork work, DefinitionStore definitions, WorkflowRunner workflows, SlaClocks clocks, AuditLog audit)
    : IRequestHandler<StartCase, Outcome<CaseStarted>>
{
    public async Task<Outcome<CaseStarted>> Handle(StartCase request, CancellationToken cancellationToken)
    {
        if (await definitions.FindPublishedAsync(work, request.Workflow, cancellationToken) is not { } definition)
        {
            return new InvalidInput("workflow", "workflow-unknown", request.Workflow);
        }

        var input = new FieldReader(request.Input);
        var catalogue = await CatalogueRows.LoadAsync(work, cancellationToken);
        if (await ReadAsync(input, catalogue, cancellationToken) is not { } file)
        {
            return new InvalidInput(input.Errors);
        }

        var id = Ids.New();
        file = file with { Number = await RequestRows.TakeNumberAsync(work, await MonthAsync(cancellationToken), cancellationToken) };
        RequestRows.Insert(work, id, definition.DefinitionId, definition.Version, request.Input, file);
        var service = definition.CustomProperties["Alokon:sop"]?["service"] as JsonObject;
        if (service?[file.Kind] is JsonObject standard)
        {
            await clocks.StartServiceAsync(work, id, TimeStandard.Parse(standard, "service").Value, cancellationToken);
        }

        await audit.AppendAsync(work, id, Started(file, definition), cancellationToken);
        var moved = await workflows.StartAsync(work, definition.DefinitionId, id, request.Input, Properties(file, catalogue, service), cancellationToken);
        return moved.IsRefused(out var refusal) ? refusal : new CaseStarted(id, file.Number, "running");
    }

    private static JsonObject Properties(CaseFile file, Catalogue catalogue, JsonObject? service) =>
        new()
        {
            [CaseFile.Property] = file.ToJson(),
            [Catalogue.Property] = JsonSerializer.SerializeToNode(catalogue, CaseFileJson.Options),
            [SopActivity.ServiceProperty] = service?.DeepClone(),
        };

    private AuditEntry Started(CaseFile file, WorkflowDefinition definition) =>
        new(
            "case.started",
            null,
            new()
            {
                ["number"] = file.Number,
                ["kind"] = file.Kind,
                ["facility"] = file.Facility.Code,
                ["workflow"] = definition.DefinitionId,
                ["version"] = definition.Version,
                ["lines"] = new JsonArray([.. file.Lines.Select(l => (JsonNode)new JsonObject { ["commodity"] = l.Commodity, ["requested"] = l.Requested })]),
            },
            Asking(file.Facility));

    private async Task<CaseFile?> ReadAsync(FieldReader input, Catalogue catalogue, CancellationToken ct)
    {
        var kind = input.Text("kind", max: 20);
        if (kind is not ("" or "rutin" or "darurat"))
        {
            input.Refuse("kind", "choice-unknown", kind, "rutin, darurat");
        }

        var period = input.Text("period", max: 20);
        if (period.Length > 0 && !StartCase.Period().IsMatch(period))
        {
            input.Refuse("period", "period-malformed", period);
        }

        var code = input.Text("facility", max: 20);
        var facility = code.Length == 0 ? null : await CatalogueRows.FindFacilityAsync(work, code, ct);
        var holding = facility is null ? null : Asking(facility);
        if (code.Length > 0 && holding is null)
        {
            // Another facility's officer learns no more than that there is nothing here.
            input.Refuse("facility", "facility-unknown", code);
        }

        var lines = AmrahForm.ReadLines(input, catalogue);
        var attachments = input.Texts("attachments");
        if (input.Errors.Count > 0 || facility is null || holding is null)
        {
            return null;
        }

        var requester = Performer.Of(work.Officer, holding);
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

    private Holding? Asking(FacilityFacts facility) =>
        People.Directory.MayPerform(work.Officer, Roles.Faskes, facility.Code, facility.Kecamatan)
        ?? People.Directory.MayPerform(work.Officer, Roles.Plkb, facility.Code, facility.Kecamatan);

    /// <summary>The month in which it is asked, by the office's own clock on the wall.</summary>
    private async Task<string> MonthAsync(CancellationToken ct)
    {
        var zone = await People.Directory.ZoneAsync(work, ct);
        return TimeZoneInfo.ConvertTime(work.Now, zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }
}
