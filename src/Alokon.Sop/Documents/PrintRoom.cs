using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents;

/// <summary>How the printing of this office's papers goes: for whoever has to mend it.</summary>
[AllowRoles("admin", "manajer", "auditor", "kadis", "kabid", "pengelola")]
public sealed record ReadPrintRoom : IRequest<Outcome<PrintRoom>>, IQuery;

/// <param name="Failed">Given up, newest first, at most two hundred: they wait for somebody who mends the cause and retries them.</param>
/// <param name="Waiting">Not printed yet.</param>
/// <param name="WaitingSince">The oldest of them; none = nothing waits.</param>
/// <param name="Presses">What printed for this office within the last day, on the machine's own clock. More than one: papers differ by the node they come from.</param>
public sealed record PrintRoom(IReadOnlyList<FailedPaper> Failed, long Waiting, DateTimeOffset? WaitingSince, IReadOnlyList<PressView> Presses);

public sealed record FailedPaper(Guid Id, Guid Case, string Code, string Number, int Attempts, string Reason, DateTimeOffset IssuedAt);

public sealed record PressView(string Browser, string Fonts, DateTimeOffset LastPrintedAt);

public sealed class ReadPrintRoomHandler(UnitOfWork work) : IRequestHandler<ReadPrintRoom, Outcome<PrintRoom>>
{
    public async Task<Outcome<PrintRoom>> Handle(ReadPrintRoom query, CancellationToken ct) => await PrintRoomRows.ReadAsync(work, ct);
}
