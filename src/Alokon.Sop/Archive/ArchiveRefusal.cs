using Alokon.Engine;

namespace Alokon.Sop.Archive;

/// <summary>What the archive answers "no" with; what is wrong with a pack is a <see cref="PackFault"/>.</summary>
public abstract record ArchiveRefusal : Refusal
{
    private ArchiveRefusal(string code, RefusalKind kind, string message)
        : base(code, kind, message)
    {
    }

    /// <summary>The case still runs: only what is over can be handed out as a whole.</summary>
    public sealed record NotSealed(Guid CaseId)
        : ArchiveRefusal("pack-not-sealed", RefusalKind.Conflict, $"Expected case {CaseId} to be sealed, but it is not");

    /// <summary>Sealed, but the papers are still being printed, or the pack is being built.</summary>
    public sealed record NotReady(Guid CaseId, string Status)
        : ArchiveRefusal("pack-not-ready", RefusalKind.Unavailable, $"Expected the pack of case {CaseId} to be ready, but it is {Status}");

    public sealed record NoKeys(int Office)
        : ArchiveRefusal("office-not-found", RefusalKind.NotFound, $"Expected keys of office {Office}, but there are none");

    public sealed record OtherKeyFile(int Office)
        : ArchiveRefusal("archive-key-other", RefusalKind.Conflict, $"Expected archive.key of this data folder to open the private key of office {Office}, but it is another one: copy the file of the node that was there first, mode 600");

    /// <summary>What the pack would be built from does not agree with what was sealed.</summary>
    public sealed record CannotBuild(Guid CaseId, string Why)
        : ArchiveRefusal("pack-cannot-build", RefusalKind.Conflict, $"Expected to build the pack of case {CaseId}, but {Why}");
}
