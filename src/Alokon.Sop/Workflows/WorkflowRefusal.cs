using System.Globalization;
using Alokon.Engine;

namespace Alokon.Sop.Workflows;

public abstract record WorkflowRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    public sealed record NothingToMove : WorkflowRefusal
    {
        public NothingToMove(string definitionId, int version)
            : base("move-nothing-to-move", RefusalKind.Conflict, $"Expected running cases of '{definitionId}' on another version than {version}, but there are none") =>
            Arguments = [definitionId, version.ToString(CultureInfo.InvariantCulture)];
    }
}
