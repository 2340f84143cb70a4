using Alokon.Engine;
using Alokon.Sop.People;

namespace Alokon.Host.Elsa;

/// <summary>What Elsa's API has and an office's SOPs must not: each is refused with the way that there is instead. The designer hides its button.</summary>
internal static class NotHere
{
    private static readonly (string Method, string Path, Refusal Reason)[] Doors =
    [
        ("POST", "/workflow-definitions/{definitionId}/execute", new Elsewhere.CaseBeginsWithRequest()),
        ("GET", "/workflow-definitions/{definitionId}/execute", new Elsewhere.CaseBeginsWithRequest()),
        ("POST", "/workflow-definitions/{definitionId}/dispatch", new Elsewhere.CaseBeginsWithRequest()),
        ("POST", "/workflow-definitions/{definitionId}/bulk-dispatch", new Elsewhere.CaseBeginsWithRequest()),
        ("POST", "/workflow-definitions/{definitionId}/update-references", new Elsewhere.ReferencesFollowPublished()),
        ("POST", "/cancel/workflow-instances/{id}", new Elsewhere.CaseStopsOnItsPage()),
        ("POST", "/bulk-actions/cancel/workflow-instances", new Elsewhere.CaseStopsOnItsPage()),
        ("DELETE", "/workflow-instances/{id}", new Elsewhere.HistoryStays()),
        ("POST", "/workflow-instances/{id}/variables", new Elsewhere.HistoryStays()),
        ("POST", "/bulk-actions/delete/workflow-instances/by-id", new Elsewhere.HistoryStays()),
        ("POST", "/bulk-actions/import/workflow-instances", new Elsewhere.HistoryStays()),
        ("POST", "/alterations/workflows/retry", new Elsewhere.RetryOnIncidentPage()),
        ("POST", "/tests/activities", new Elsewhere.StepTriedInDryRun()),
    ];

    public static void MapNotHere(this RouteGroupBuilder api)
    {
        foreach (var (method, path, reason) in Doors)
        {
            api.MapMethods(path, [method], (Caller caller) => ElsaAnswer.Refuse(caller.MayWrite() ? reason : new PeopleRefusal.RoleMayNot(path)));
        }
    }

    public abstract record Elsewhere(string Code, string Message) : Refusal(Code, RefusalKind.Conflict, Message)
    {
        public sealed record CaseBeginsWithRequest() : Elsewhere("case-begins-with-request", "Expected a case to begin with somebody's request, but the designer was to start one");

        public sealed record CaseStopsOnItsPage() : Elsewhere("case-stops-on-its-page", "Expected a case to be stopped with a reason, but the designer gives none");

        public sealed record HistoryStays() : Elsewhere("history-stays", "Expected cases and their history to stay, but they were to be deleted or replaced");

        public sealed record RetryOnIncidentPage() : Elsewhere("retry-on-incident-page", "Expected incidents to be retried where they are listed");

        public sealed record StepTriedInDryRun() : Elsewhere("step-tried-in-dry-run", "Expected a whole workflow to be tried, but it was one step");

        public sealed record ReferencesFollowPublished() : Elsewhere("references-follow-published", "Expected references to follow the published version, but they were to be updated");
    }
}
