using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>A facility asks (or PLKB for it): the amrah gets its number, the service clock starts, the first task opens.</summary>
[AllowRoles(Roles.Faskes, Roles.Plkb)]
public sealed record StartCase(string Workflow, JsonObject Input) : IRequest<Outcome<CaseStarted>>, ICommand
{
    internal static Holding? Asking(Officer officer, FacilityFacts facility) =>
        People.Directory.MayPerform(officer, Roles.Faskes, facility.Code, facility.Kecamatan)
        ?? People.Directory.MayPerform(officer, Roles.Plkb, facility.Code, facility.Kecamatan);
}

public sealed record CaseStarted(Guid Id, string Number, string Status);

public sealed class StartCaseHandler(UnitOfWork work, DefinitionStore definitions, CaseOpening cases) : IRequestHandler<StartCase, Outcome<CaseStarted>>
{
    public async Task<Outcome<CaseStarted>> Handle(StartCase request, CancellationToken cancellationToken)
    {
        if (await definitions.FindPublishedAsync(work, request.Workflow, cancellationToken) is not { } definition)
        {
            return new InvalidInput("workflow", "workflow-unknown", request.Workflow);
        }

        if (!await Activation.MayStartAsync(work, definition, null, cancellationToken))
        {
            return new CaseRefusal.AlreadyRunning(definition.DefinitionId);
        }

        return await cases.OpenAsync(new(definition, Ids.New(), request.Input, []), Asking, cancellationToken);
    }

    private Performer? Asking(FacilityFacts facility) =>
        StartCase.Asking(work.Officer, facility) is { } holding ? Performer.Of(work.Officer, holding) : null;
}
