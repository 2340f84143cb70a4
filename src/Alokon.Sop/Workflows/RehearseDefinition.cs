using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.People;
using Alokon.Sop.Workflows.Table;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>Leads a case that does not exist through a version, with answers that somebody chooses step by step. Nothing is kept.</summary>
/// <param name="Version">None: the latest.</param>
/// <param name="Answers">Steps and what was answered there, in order.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record RehearseDefinition(string DefinitionId, int? Version, IReadOnlyList<RehearsedAnswer> Answers) : IRequest<Outcome<RehearsalView>>, IQuery;

public sealed record RehearsedAnswer(string Step, string Answer);

/// <param name="Waiting">Steps that wait for an answer now; several where the flow runs in branches.</param>
/// <param name="EndedBy">Text of the end that was reached; none as long as somebody is asked.</param>
/// <param name="EndStatus">What becomes of a case that ends there; none where the end does not say.</param>
/// <param name="Stopped">The answers led into something that cannot go on; the refusal says why.</param>
public sealed record RehearsalView(
    StoredDefinition Stored, IReadOnlyList<RehearsedStep> Done, IReadOnlyList<RehearsedStep> Waiting, string? EndedBy, string? EndStatus, Refusal? Stopped);

/// <param name="Answer">Label of what was answered; none where it waits.</param>
/// <param name="Documents">Codes of the papers that the answer issues; where it waits, of all that the step may issue.</param>
/// <param name="IsHeld">Somebody holds a position of the role.</param>
public sealed record RehearsedStep(string Step, string Number, string Kegiatan, string Role, string Standard, string? Answer, IReadOnlyList<string> Documents, IReadOnlyList<(string Key, string Label)> Choices, bool IsHeld);

public sealed class RehearseDefinitionHandler(UnitOfWork work, ActivityRegistry registry, DefinitionStore store) : IRequestHandler<RehearseDefinition, Outcome<RehearsalView>>
{
    private const int MostAnswers = 200;

    public async Task<Outcome<RehearsalView>> Handle(RehearseDefinition request, CancellationToken cancellationToken)
    {
        var versions = request.Version is { } number ? VersionOptions.Exactly(number) : VersionOptions.Latest;
        if (await DefinitionDrafts.FindAsync(work, request.DefinitionId, versions, cancellationToken) is not { } stored)
        {
            return request.Version is { } missing ? new DefinitionRefusal.VersionNotFound(request.DefinitionId, missing) : new DefinitionRefusal.NotFound(request.DefinitionId);
        }

        var definition = await store.LinkAsync(work, await DefinitionDrafts.ReadAsync(work, stored, cancellationToken), cancellationToken);
        var held = await People.Directory.HeldRolesAsync(work, cancellationToken);
        return new Rehearsal(definition, registry, held).Run(stored, [.. request.Answers.Take(MostAnswers)], work.Now);
    }

    /// <summary>Pure: the definition, and what the office knows.</summary>
    private sealed class Rehearsal(WorkflowDefinition definition, ActivityRegistry registry, IReadOnlySet<string> held)
    {
        public RehearsalView Run(StoredDefinition stored, IReadOnlyList<RehearsedAnswer> answers, DateTimeOffset now)
        {
            var given = answers.Select(answer => new RecordedAnswer(answer.Step, now, new JsonObject { ["outcome"] = answer.Answer, ["data"] = new JsonObject() })).ToList();
            var result = Replay.Run(definition, registry, StepMap.Same, new RecordedStart(Guid.Empty, now, [], []), given);
            var done = answers.Take(answers.Count - result.Unused).Where(answer => definition.Nodes.ContainsKey(answer.Step)).Select(answer => Step(definition.Nodes[answer.Step], answer.Answer)).ToList();
            var waiting = result.HasEnded || result.Refusal is not null ? [] : (result.State?.Bookmarks ?? []).Select(b => definition.Nodes[b.ActivityId]).Where(IsStep).Select(node => Step(node, null)).ToList();
            var end = result.HasEnded && result.State?.EndedBy is { } by ? definition.Nodes.GetValueOrDefault(by) : null;
            return new(stored, done, waiting, result.HasEnded ? end?.DisplayText ?? "Selesai" : null, end?.CustomProperties["Alokon:caseStatus"]?.ToString(), result.Refusal);
        }

        private bool IsStep(ActivityNode node) => registry.Find(node.Type)?.Descriptor is { } descriptor && NodeReading.IsStep(descriptor);

        private RehearsedStep Step(ActivityNode node, string? answer)
        {
            var row = StepJson.Read(node, SopPlace.Main);
            var choices = StepAnswers.Of(node, registry.Find(node.Type)?.Descriptor);
            var label = answer is null ? null : choices.FirstOrDefault(choice => choice.Key == answer).Label ?? answer;
            return new(node.Key, row.Number, row.Kegiatan, row.Role, row.Standard, label, [.. Documents(node, answer)], choices, held.Contains(row.Role));
        }

        private static IEnumerable<string> Documents(ActivityNode node, string? answer) =>
            from document in NodeReading.StaticValue(node, "documents") as JsonArray ?? []
            let answers = (document as JsonObject)?["outcomes"] as JsonArray
            where answer is null || answers is null or { Count: 0 } || answers.Any(outcome => outcome?.ToString() == answer)
            let code = (document is JsonObject named ? named["code"] : document)?.ToString() ?? ""
            where code.Length > 0
            select code;
    }
}
