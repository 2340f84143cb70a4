using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Cases;
using Alokon.Sop.Inbox;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Alokon.Bench.Engine;

/// <summary>A task that waits for its officer.</summary>
internal sealed record WaitingTask(int Office, Guid Id, string Step, int Version);

/// <summary>
/// The open tasks of all offices, mixed as they come: who works takes the one that has waited longest and puts back what
/// it opened. Refilled with new requests between the measured moments.
/// </summary>
internal sealed class Desk(IServiceProvider services, Town town)
{
    private readonly ConcurrentQueue<WaitingTask> _waiting = new();
    private readonly IServiceScopeFactory _scopes = services.GetRequiredService<IServiceScopeFactory>();
    private int _started;

    public int Count => _waiting.Count;

    public WaitingTask Take() => _waiting.TryDequeue(out var task) ? task : throw new InvalidOperationException("Expected waiting tasks, but the desk is empty: more cases must be prepared.");

    public void Put(WaitingTask task) => _waiting.Enqueue(task);

    /// <summary>Offices take turns, so that cases lie on all of them alike.</summary>
    public async Task FillAsync(int wanted, CancellationToken ct) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Math.Max(0, wanted - _waiting.Count)),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct },
            async (_, token) => Put(await StartAsync(town.Offices[Interlocked.Increment(ref _started) % town.Offices.Count], token)));

    /// <summary>A request as a facility sends it, with two kinds of goods.</summary>
    public async Task<WaitingTask> StartAsync(int office, CancellationToken ct)
    {
        var started = await SendAsync(town[office, "faskes"].Officer, new StartCase(Town.Workflow, Answers.Request()), null, ct);
        var view = await SendAsync(town[office, "plkb"].Officer, new GetCase(started.Id), null, ct);
        return view.Tasks.Select(t => new WaitingTask(office, t.Id, t.Step.Key, t.Version)).Single();
    }

    public async Task<T> SendAsync<T>(Officer officer, IRequest<Outcome<T>> request, string? key, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        caller.Officer = officer;
        if (key is not null)
        {
            (caller.IdempotencyKey, caller.RequestHash) = (key, key);
        }

        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
        return outcome.IsRefused(out var refusal) ? throw new InvalidOperationException(refusal.Message) : outcome.Value;
    }
}

/// <summary>What the officers answer at each step; goods and counts as in the SOP's own examples.</summary>
internal static class Answers
{
    /// <summary>From receiving to filing.</summary>
    public const int Steps = 10;

    private const string Lots = """{"commodity":"STK3","lot":"STK3-2606A","quantity":480},{"commodity":"PILK","lot":"PILK-2606A","quantity":800}""";

    private const string Approved = """{"lines":[{"commodity":"STK3","approved":480},{"commodity":"PILK","approved":800}]}""";

    public static JsonObject Request() => Parse("""
        {"kind":"rutin","facility":"3315007","period":"2026-10","attachments":["K/0/KB","R/II/KB 2026-09","Surat permohonan"],
         "lines":[{"commodity":"STK3","requested":480,"averageMonthlyConsumption":155,"stockOnHand":140},
                  {"commodity":"PILK","requested":800,"averageMonthlyConsumption":220,"stockOnHand":80}]}
        """);

    public static (string Officer, string Outcome, string Data) At(string step) => step switch
    {
        "terima" => ("plkb", "lengkap", """{"note":"Berkas lengkap, diterima di loket"}"""),
        "teliti" => ("koordinator", "sesuai", """{"lines":[{"commodity":"STK3","recommended":480,"note":"sesuai hitungan"},{"commodity":"PILK","recommended":800}]}"""),
        "rekomendasi" => ("koordinator", "setuju", Approved),
        "disposisi" => ("kabid", "setuju", Approved),
        "kirim" => ("gudang", "terkirim", $$"""{"vehicle":"K 9512 XA (mobil box)","courier":"Petugas pengirim dinas","packages":3,"lines":[{{Lots}}]}"""),
        "serahkan" => ("pengirim", "diserahkan", """{"receivedBy":"Petugas jaga faskes"}"""),
        "cocokkan" => ("faskes", "cocok", """{"lines":[{"commodity":"STK3","lot":"STK3-2606A","good":480,"damaged":0,"missing":0,"over":0},{"commodity":"PILK","lot":"PILK-2606A","good":800,"damaged":0,"missing":0,"over":0}]}"""),
        "salurkan" => ("plkb", "selesai", """{"recipients":[{"name":"Klinik KB Contoh","kind":"KKB","lines":[{"commodity":"STK3","quantity":480},{"commodity":"PILK","quantity":800}]}]}"""),
        "lapor" => ("faskes", "selesai", """{"lines":[{"commodity":"STK3","opening":140,"received":480,"issued":155,"damaged":0,"expired":0,"closing":465},{"commodity":"PILK","opening":80,"received":800,"issued":220,"damaged":0,"expired":0,"closing":660}]}"""),
        "arsip" => ("pengelola", "selesai", "{}"),
        _ => throw new InvalidOperationException($"Expected a step of the SOP, but it is {step}."),
    };

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject(); // the constants above
}
