using Alokon.Engine;

namespace Alokon.Sop.Sla;

// The service clock: from the request to the handover, one per case.
public sealed partial class SlaClocks
{
    public async Task<DateTimeOffset?> StartServiceAsync(UnitOfWork work, Guid caseId, TimeStandard standard, CancellationToken ct)
    {
        var inForce = await InForceAsync(work, ClockOwner.Dinas, ct);
        return Start(work, inForce, new ClockOwner(caseId, Guid.Empty, string.Empty, string.Empty), ClockKind.Service, standard, null);
    }

    /// <param name="reason">Shown in the explanation of the deadline, in Indonesian.</param>
    public async Task PauseServiceAsync(UnitOfWork work, Guid caseId, string reason, CancellationToken ct)
    {
        if (await ServiceAsync(work, caseId, ct) is { RunningSince: not null } clock)
        {
            await PauseAsync(work, clock, reason, ct);
        }
    }

    /// <returns>The deadline, derived again: see <see cref="Clock.Resume"/>.</returns>
    public async Task<DateTimeOffset?> ResumeServiceAsync(UnitOfWork work, Guid caseId, CancellationToken ct) =>
        await ServiceAsync(work, caseId, ct) is { HasStopped: false } clock
            ? Resume(work, clock, await InForceAsync(work, clock.UnitKind, ct))
            : null;

    public async Task<BreachNoticed?> StopServiceAsync(UnitOfWork work, Guid caseId, CancellationToken ct) =>
        await ServiceAsync(work, caseId, ct) is { HasStopped: false } clock ? await StopAsync(work, clock, cancelled: false, ct) : null;

    /// <summary>The case ended before the handover: nothing to judge, unless the deadline had been missed by then.</summary>
    public async Task<BreachNoticed?> CancelServiceAsync(UnitOfWork work, Guid caseId, CancellationToken ct) =>
        await ServiceAsync(work, caseId, ct) is { HasStopped: false } clock ? await StopAsync(work, clock, cancelled: true, ct) : null;

    private Task<Clock?> ServiceAsync(UnitOfWork work, Guid caseId, CancellationToken ct) => _table.ServiceAsync(work, caseId, ct);
}
