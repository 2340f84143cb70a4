using Alokon.Engine;
using Alokon.Sop.Inbox;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Host.Workers;

/// <summary>Deadlines that have passed without anybody doing anything: claimed over all offices, recorded each in its own.</summary>
internal static class DeadlineStep
{
    private const int AtOnce = 50;

    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var due = await services.GetRequiredService<SlaDue>().ClaimAsync(AtOnce, ct);
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        foreach (var clock in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().Officer = Officer.System(clock.Office);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RecordDueBreach(clock.CaseId, clock.Clock), ct);
        }

        return due.Count == AtOnce;
    }
}
