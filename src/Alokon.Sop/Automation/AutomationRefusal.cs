using Alokon.Engine;

namespace Alokon.Sop.Automation;

public abstract record AutomationRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    public sealed record FailureNotFound(Guid Id)
        : AutomationRefusal("failure-not-found", RefusalKind.NotFound, $"Expected failure {Id} to wait for an operator, but it does not");

    /// <summary>The same answer for a wrong token and for an office without one: a stranger learns nothing.</summary>
    public sealed record TokenWrong() : AutomationRefusal("hook-token-wrong", RefusalKind.Unauthenticated, "Expected the office's token in X-Alokon-Token, but it is missing or another one");

    public sealed record NobodyAnswers : AutomationRefusal
    {
        public NobodyAnswers(string call)
            : base("hook-unknown", RefusalKind.NotFound, $"Expected a workflow that answers {call}, but there is none") =>
            Arguments = [call];
    }
}
