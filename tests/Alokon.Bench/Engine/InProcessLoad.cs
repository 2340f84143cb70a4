using Alokon.Engine;
using Alokon.Sop.Inbox;

namespace Alokon.Bench.Engine;

/// <summary>The engine through its real command: mediator, who may, transaction, idempotency key, handler; no HTTP.</summary>
internal sealed class InProcessLoad(Desk desk, Town town) : ILoad
{
    /// <summary>Enough for one slice at any speed seen so far, and for all clients to work on cases of their own.</summary>
    private const int Waiting = 1_200;

    public string Mode => "inprocess";

    public Task PrepareAsync(int clients, CancellationToken ct) => desk.FillAsync(Waiting, ct);

    public async Task StepAsync(int client, CancellationToken ct)
    {
        var task = desk.Take();
        var (officer, outcome, data) = Answers.At(task.Step);
        var done = await desk.SendAsync(
            town[task.Office, officer].Officer,
            new CompleteTask(task.Id, outcome, Answers.Parse(data), null, task.Version),
            Ids.New().ToString(),
            ct);
        foreach (var next in done.Next)
        {
            desk.Put(new WaitingTask(task.Office, next.Id, next.Step.Key, next.Version));
        }
    }
}
