using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>
/// The finished cases of a period, led through another version in memory with the answers they had: how many would have ended
/// otherwise, waited for a position that nobody holds, or been late. Changes nothing.
/// </summary>
/// <param name="Version">Any version, a draft too; none = the latest.</param>
/// <param name="Json">A definition that is in no store yet, instead of a version.</param>
/// <param name="From">Finished at or after.</param>
/// <param name="To">Finished before.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ReplayCases(string DefinitionId, int? Version, string? Json, DateTimeOffset? From, DateTimeOffset? To) : IRequest<Outcome<ReplayView>>, IQuery;

/// <param name="EndedOtherwise">Came to another end than in truth.</param>
/// <param name="WaitedForNobody">Stopped at a step whose position nobody holds today.</param>
/// <param name="Unanswered">Stopped at a step that nobody was asked about in truth.</param>
/// <param name="AnswerRefused">The version does not accept an answer that was given.</param>
/// <param name="NotRecorded">Older than the keeping of answers: cannot be replayed, and is in no other figure.</param>
/// <param name="LateBefore">Cases that missed a deadline in truth, of those that could be replayed.</param>
/// <param name="LateAfter">Cases that would have missed one under the standards of the version, with the time they took in truth.</param>
/// <param name="More">More cases finished in the period than one answer holds.</param>
public sealed record ReplayView(
    string DefinitionId, int Version, int Cases, int Same, int EndedOtherwise, int WaitedForNobody, int Unanswered, int AnswerRefused, int NotRecorded,
    int LateBefore, int LateAfter, IReadOnlyList<ReplayedCase> Items, bool More)
{
    /// <summary>Something in the version would have failed: the case would stand still there until it was mended.</summary>
    public int Failed => Count(Items, ReplayedCase.Failed);

    internal static ReplayView Of(WorkflowDefinition definition, IReadOnlyList<ReplayedCase> items, bool more) => new(
        definition.DefinitionId, definition.Version, items.Count, Count(items, ReplayedCase.Same), Count(items, ReplayedCase.EndedOtherwise), Count(items, ReplayedCase.WaitedForNobody),
        Count(items, ReplayedCase.Unanswered), Count(items, ReplayedCase.AnswerRefused), Count(items, ReplayedCase.NotRecorded),
        items.Count(i => i.MissedBefore > 0), items.Count(i => i.MissedAfter > 0), items, more);

    private static int Count(IReadOnlyList<ReplayedCase> items, string result) => items.Count(item => item.Result == result);
}

/// <param name="Result">same, endedOtherwise, waitedForNobody, unanswered, answerRefused, failed or notRecorded.</param>
/// <param name="Step">Where it stopped; none when it came to an end.</param>
/// <param name="Code">Why an answer was refused, or how it failed.</param>
public sealed record ReplayedCase(Guid Case, string Number, string Result, string Before, string? After, string? Step, string? Role, string? Code, int MissedBefore, int MissedAfter)
{
    internal const string Same = "same";
    internal const string EndedOtherwise = "endedOtherwise";
    internal const string WaitedForNobody = "waitedForNobody";
    internal const string Unanswered = "unanswered";
    internal const string AnswerRefused = "answerRefused";
    internal const string Failed = "failed";
    internal const string NotRecorded = "notRecorded";
}

public sealed class ReplayCasesHandler(UnitOfWork work, CaseReplay replay, DefinitionStore definitions) : IRequestHandler<ReplayCases, Outcome<ReplayView>>
{
    /// <summary>A year of one office.</summary>
    private const int Most = 1000;

    public async Task<Outcome<ReplayView>> Handle(ReplayCases request, CancellationToken cancellationToken)
    {
        var found = await DefinitionAsync(request, cancellationToken);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        var definition = await definitions.LinkAsync(work, found.Value, cancellationToken);
        var held = await People.Directory.HeldRolesAsync(work, cancellationToken);
        var finished = await RequestRows.FinishedAsync(work, request.DefinitionId, request.From, request.To, Most + 1, cancellationToken);
        var items = new List<ReplayedCase>();
        foreach (var row in finished.Take(Most))
        {
            items.Add(await replay.RunAsync(row, definition, held, cancellationToken));
        }

        return ReplayView.Of(definition, items, finished.Count > Most);
    }

    private async Task<Outcome<WorkflowDefinition>> DefinitionAsync(ReplayCases request, CancellationToken ct)
    {
        if (request.Json is { } json)
        {
            return DefinitionReader.Parse(json, "definition");
        }

        var versions = request.Version is { } number ? VersionOptions.Exactly(number) : VersionOptions.Latest;
        return await DefinitionDrafts.FindAsync(work, request.DefinitionId, versions, ct) is { } stored
            ? await DefinitionDrafts.ReadAsync(work, stored, ct)
            : request.Version is { } missing ? new DefinitionRefusal.VersionNotFound(request.DefinitionId, missing) : new DefinitionRefusal.NotFound(request.DefinitionId);
    }
}
