using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Sop.Automation;
using MediatR;
using Npgsql;

namespace Alokon.Host.Workers;

/// <summary>Schedules, stimuli and messages that are due: each in a transaction of its own, each failure alone.</summary>
internal static class MessageSteps
{
    /// <summary>Every so many sweeps the rare cases are looked for that need a look at everything.</summary>
    private const int Rarely = 8;

    /// <summary>So few that all are done long before the lease ends, one after the other.</summary>
    private const int AtOnce = 100;

    private static int _sweeps;

    public static async Task<bool> SchedulesAsync(IServiceProvider services, CancellationToken ct) =>
        await EachAsync<ScheduleFired>(services.GetRequiredService<ClaimedWork>(), LeasedTable.Schedules, "schedule", lease => new FireSchedule(lease), ct) > 0;

    public static async Task<bool> StimuliAsync(IServiceProvider services, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _sweeps) % Rarely == 0)
        {
            var source = services.GetRequiredService<NpgsqlDataSource>();
            await StimulusSweep.RematchAsync(source, ct);
            await StimulusSweep.ExpireAsync(source, ct);
        }

        return await EachAsync<StimulusDelivered>(services.GetRequiredService<ClaimedWork>(), LeasedTable.Stimuli, "stimulus", lease => new DeliverStimulus(lease), ct) > 0;
    }

    public static async Task<bool> MessagesAsync(IServiceProvider services, CancellationToken ct) =>
        await EachAsync<MessageMoved>(services.GetRequiredService<ClaimedWork>(), LeasedTable.Messages, "message", lease => new MoveMessage(lease), ct) > 0;

    /// <returns>How many were claimed.</returns>
    public static async Task<int> EachAsync<T>(ClaimedWork work, LeasedTable table, string kind, Func<Lease, IRequest<Outcome<T>>> request, CancellationToken ct)
    {
        var leases = await work.ClaimAsync(table, AtOnce, ct);
        foreach (var lease in leases)
        {
            await work.DoAsync(table, kind, lease, async () => (await work.SendAsync(lease.Office, request(lease), ct)).Refusal, ct);
        }

        return leases.Count;
    }
}
