using Alokon.Engine;

namespace Alokon.Sop.Audit;

public abstract record AuditRefusal : Refusal
{
    private AuditRefusal(string code, RefusalKind kind, string message)
        : base(code, kind, message)
    {
    }

    /// <summary>No such case in this office.</summary>
    public sealed record NoSuchCase(Guid CaseId)
        : AuditRefusal("case-not-found", RefusalKind.NotFound, $"Expected the history of case {CaseId}, but this office has none");
}
