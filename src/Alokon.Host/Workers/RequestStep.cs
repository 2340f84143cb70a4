using Alokon.Engine;
using Alokon.Sop.Automation;

namespace Alokon.Host.Workers;

/// <summary>Requests of workflows to other machines: sent outside any transaction, answered in one.</summary>
internal static class RequestStep
{
    /// <summary>A machine that does not answer is asked again before the case hears of it.</summary>
    private const int Tries = 3;

    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var work = services.GetRequiredService<ClaimedWork>();
        var caller = services.GetRequiredService<OutsideCaller>();
        // Few at a time: each may take as long as the other side lets us wait, and a lease must outlive it.
        var leases = await work.ClaimAsync(LeasedTable.Requests, 4, ct);
        await Task.WhenAll(leases.Select(lease => work.DoAsync(LeasedTable.Requests, "request", lease, () => SendAsync(work, caller, lease, ct), ct)));
        return leases.Count > 0;
    }

    private static async Task<Refusal?> SendAsync(ClaimedWork work, OutsideCaller caller, Lease lease, CancellationToken ct)
    {
        var read = await work.SendAsync(lease.Office, new ReadRequest(lease), ct);
        if (read.IsRefused(out var refusal) || read.Value.Message is not { } message)
        {
            return refusal;
        }

        var answer = await caller.SendAsync(message.Id, message.Payload["request"]!.AsObject(), read.Value.AllowedHosts, ct);
        if (answer["failed"] is { } failed && lease.Number < Tries)
        {
            throw new HttpRequestException($"{failed}: {answer["reason"]}");
        }

        return (await work.SendAsync(lease.Office, new AnswerRequest(lease, answer), ct)).Refusal;
    }
}
