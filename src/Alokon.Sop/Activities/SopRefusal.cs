using Alokon.Engine;

namespace Alokon.Sop.Activities;

public abstract record SopRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    /// <summary>Separation of duties: who did the other step may not do this one.</summary>
    public sealed record SamePerson : SopRefusal
    {
        public SamePerson(string step, string other)
            : base("same-person", RefusalKind.Forbidden, $"Expected another person at {step} than at {other}, but it is the same.") =>
            Arguments = [step, other];
    }
}
