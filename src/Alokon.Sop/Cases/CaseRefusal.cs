using Alokon.Engine;

namespace Alokon.Sop.Cases;

public abstract record CaseRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    public sealed record NotFound(Guid Case) : CaseRefusal("case-not-found", RefusalKind.NotFound, $"Expected case {Case}, but it is not there or not visible");

    public sealed record NotRunning : CaseRefusal
    {
        public NotRunning(Guid id, string status)
            : base("case-not-running", RefusalKind.Conflict, $"Expected case {id} to run, but it is {status}") =>
            Arguments = [status];
    }

    /// <summary>The definition lets only one of its cases run at a time.</summary>
    public sealed record AlreadyRunning : CaseRefusal
    {
        public AlreadyRunning(string definitionId)
            : base("case-already-running", RefusalKind.Conflict, $"Expected no running case of '{definitionId}', which lets one run at a time, but there is one") =>
            Arguments = [definitionId];
    }

    /// <summary>Goods are on their way: what has left the store can't be unasked.</summary>
    public sealed record GoodsAlreadySent(Guid Case) : CaseRefusal("goods-already-sent", RefusalKind.Conflict, $"Expected case {Case} to have sent nothing, but it has");

    public sealed record NotRequester(Guid Case) : CaseRefusal("not-requester", RefusalKind.Forbidden, $"Expected the requester of case {Case} or its facility");

    /// <summary>It names persons (prospective recipients): health data, for those who examine or decide.</summary>
    public sealed record AttachmentRestricted(Guid Attachment) : CaseRefusal("attachment-restricted", RefusalKind.Forbidden, $"Expected an officer who examines or decides, for restricted attachment {Attachment}");

    public sealed record AttachmentNotFound(Guid Attachment) : CaseRefusal("attachment-not-found", RefusalKind.NotFound, $"Expected attachment {Attachment}");

}
