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

    /// <summary>Cases at every step of the SOP alike: measured in waves, one step after the other, a slice would show one kind of step only.</summary>
    public async Task SpreadAsync(CancellationToken ct)
    {
        if (desk.Count > 0)
        {
            return; // they have been lying there, and were spread when they came
        }

        await desk.FillAsync(Waiting, ct);
        var waiting = Enumerable.Range(0, desk.Count).Select(_ => desk.Take()).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, waiting.Count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (place, token) =>
        {
            var (task, left) = (waiting[place], place / town.Offices.Count % Answers.Steps);
            for (; left > 0; left--)
            {
                task = (await AnswerAsync(task, token))[0];
            }

            desk.Put(task);
        });
    }

    public async Task StepAsync(int client, CancellationToken ct)
    {
        foreach (var next in await AnswerAsync(desk.Take(), ct))
        {
            desk.Put(next);
        }
    }

    private async Task<List<WaitingTask>> AnswerAsync(WaitingTask task, CancellationToken ct)
    {
        var (officer, outcome, data) = Answers.At(task.Step);
        var done = await desk.SendAsync(
            town[task.Office, officer].Officer,
            new CompleteTask(task.Id, outcome, Answers.Parse(data), null, task.Version),
            Ids.New().ToString(),
            ct);
        return [.. done.Next.Select(next => new WaitingTask(task.Office, next.Id, next.Step.Key, next.Version))];
    }
}
