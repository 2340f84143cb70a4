using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Activities;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>What this office has to choose from when a step is drawn.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetToolbox : IRequest<Outcome<ToolboxFacts>>, IQuery;

/// <param name="Holders">Who holds which position now.</param>
/// <param name="Documents">Codes that the office has a template for.</param>
/// <param name="Kelengkapan">Papers that steps of its definitions ask for.</param>
/// <param name="Outcomes">Outcomes that its definitions state, by type of activity.</param>
public sealed record ToolboxFacts(
    IReadOnlyList<Holder> Holders,
    IReadOnlyList<string> Documents,
    IReadOnlyList<string> Kelengkapan,
    IReadOnlyDictionary<string, IReadOnlyList<OutcomeOption>> Outcomes);

public sealed class GetToolboxHandler(UnitOfWork work) : IRequestHandler<GetToolbox, Outcome<ToolboxFacts>>
{
    /// <summary>More SOPs than an office has; the names in those beyond are written by hand once more.</summary>
    private const int Most = 200;

    public async Task<Outcome<ToolboxFacts>> Handle(GetToolbox request, CancellationToken cancellationToken)
    {
        var steps = await StepsAsync(cancellationToken);
        var templates = await OfficeTemplates.CodesAsync(work, cancellationToken);
        return new ToolboxFacts(
            await People.Directory.AllHoldersAsync(work, cancellationToken),
            [.. DocumentCodes.All.Where(templates.Contains), .. templates.Except(DocumentCodes.All).Order(StringComparer.Ordinal)],
            [.. steps.SelectMany(step => Names(step, KelengkapanPart.Input)).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            steps.GroupBy(step => step.Type).ToDictionary(
                type => type.Key,
                type => (IReadOnlyList<OutcomeOption>)[.. type.SelectMany(step => OutcomesPart.Read(NodeReading.StaticValue(step, OutcomesPart.Input))).DistinctBy(outcome => outcome.Key)]));
    }

    private async Task<List<ActivityNode>> StepsAsync(CancellationToken ct)
    {
        var steps = new List<ActivityNode>();
        foreach (var version in (await DefinitionDrafts.ListAsync(work, new(VersionOptions.Latest, PageSize: Most), ct)).Items)
        {
            var definition = await DefinitionDrafts.ReadAsync(work, version, ct);
            steps.AddRange(definition.Root.Tree().Where(node => StepEditors.StepOf(node.Type) is not null));
        }

        return steps;
    }

    private static IEnumerable<string> Names(ActivityNode step, string input) =>
        (NodeReading.StaticValue(step, input) as JsonArray ?? []).Select(name => name?.ToString().Trim() ?? "").Where(name => name.Length > 0);
}
