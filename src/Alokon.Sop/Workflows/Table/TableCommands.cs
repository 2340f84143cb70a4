using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using Alokon.Sop.Workflows.Intake;
using MediatR;

namespace Alokon.Sop.Workflows.Table;

/// <summary>One version as the table of its SOP.</summary>
/// <param name="Version">None: the latest.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetSopTable(string DefinitionId, int? Version) : IRequest<Outcome<SopTableView>>, IQuery;

/// <param name="Ways">Where the answers of each step lead, by its id.</param>
/// <param name="Questions">What the intake of the SOP left open.</param>
/// <param name="HeldRoles">Roles whose positions somebody holds now.</param>
public sealed record SopTableView(
    StoredDefinition Stored,
    SopTable Table,
    IReadOnlyDictionary<string, IReadOnlyList<SopWay>> Ways,
    IReadOnlyList<OpenQuestion> Questions,
    IReadOnlySet<string> HeldRoles);

public sealed class GetSopTableHandler(UnitOfWork work, ActivityRegistry registry) : IRequestHandler<GetSopTable, Outcome<SopTableView>>
{
    public async Task<Outcome<SopTableView>> Handle(GetSopTable request, CancellationToken cancellationToken)
    {
        var versions = request.Version is { } number ? VersionOptions.Exactly(number) : VersionOptions.Latest;
        if (await DefinitionDrafts.FindAsync(work, request.DefinitionId, versions, cancellationToken) is not { } stored)
        {
            return request.Version is { } missing ? new DefinitionRefusal.VersionNotFound(request.DefinitionId, missing) : new DefinitionRefusal.NotFound(request.DefinitionId);
        }

        var definition = await DefinitionDrafts.ReadAsync(work, stored, cancellationToken);
        var (table, ways) = (SopTableReader.Read(definition, registry), SopWays.Of(definition, registry));
        return new SopTableView(
            stored,
            table,
            table.Rows.ToDictionary(row => row.Step!, row => ways.From(row.Step!), StringComparer.Ordinal), // rows of a definition have a step
            OpenQuestion.ReadAll(definition.CustomProperties[HeadJson.Member]?[HeadJson.Questions]),
            await People.Directory.HeldRolesAsync(work, cancellationToken));
    }
}

/// <summary>Keeps the table as it was edited. Who saved since it was shown is not overwritten.</summary>
/// <param name="Seen">The version that the table was made from.</param>
/// <param name="Answered">Questions that are settled now, by their place in the list.</param>
[AllowRoles(Roles.Admin)]
public sealed record SaveSopTable(string DefinitionId, DraftSeen Seen, SopTable Table, IReadOnlyList<int> Answered) : IRequest<Outcome<StoredDefinition>>, ICommand;

public sealed class SaveSopTableHandler(UnitOfWork work, ActivityRegistry registry) : IRequestHandler<SaveSopTable, Outcome<StoredDefinition>>
{
    public async Task<Outcome<StoredDefinition>> Handle(SaveSopTable request, CancellationToken cancellationToken)
    {
        if (await DefinitionDrafts.LockAsync(work, request.DefinitionId, cancellationToken) is not { } latest)
        {
            return new DefinitionRefusal.NotFound(request.DefinitionId);
        }

        // Before anything is read from it: the rows are those of the version that was shown.
        if (latest.Seen != request.Seen)
        {
            return new DefinitionRefusal.Stale(latest);
        }

        var errors = TableChecks.Check(request.Table).ToList();
        if (errors.Count > 0)
        {
            return new InvalidInput(errors);
        }

        var definition = await DefinitionDrafts.ReadAsync(work, latest, cancellationToken);
        var json = SopTableWriter.Write(definition, registry, request.Table, request.Answered);
        var parsed = DefinitionReader.Parse(json, request.DefinitionId);
        return parsed.IsRefused(out var refusal) ? refusal : await DefinitionDrafts.SaveAsync(work, parsed.Value, request.Seen, cancellationToken);
    }
}
