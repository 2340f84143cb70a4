using Npgsql;

namespace Alokon.Host.Workers;

/// <summary>
/// Repeats one kind of work: as long as there is some, at once; else it looks again after a pause, or sooner when woken.
/// What it works on is claimed in the database, so any number of nodes may run the same worker.
/// </summary>
internal sealed class Worker(string name, TimeSpan pause, WorkSignal signal, IServiceScopeFactory scopes, Func<IServiceProvider, CancellationToken, Task<bool>> step, ILogger<Worker> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await step(scope.ServiceProvider, stoppingToken))
                {
                    signal.Wake();
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                // The database is away or restarting: the rows wait there, nothing is lost.
                log.DatabaseAway(name, e.Message);
            }
#pragma warning disable CA1031 // the edge of a worker: one bad row must not stop the others
            catch (Exception e)
            {
                log.StepFailed(e, name);
            }
#pragma warning restore CA1031

            await signal.WaitAsync(pause, stoppingToken);
        }
    }
}

/// <summary>In-process wake-up: a command that left work behind says so after its commit. A lost one costs only the pause.</summary>
internal sealed class WorkSignal
{
    private TaskCompletionSource _next = New();

    public void Wake() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    public Task WaitAsync(TimeSpan pause, CancellationToken ct) =>
        Task.WhenAny(_next.Task, Task.Delay(pause, ct));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal static partial class WorkerLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Worker {Worker} waits for the database: {Reason}")]
    public static partial void DatabaseAway(this ILogger log, string worker, string reason);

    [LoggerMessage(4002, LogLevel.Error, "Worker {Worker} failed at one piece of work")]
    public static partial void StepFailed(this ILogger log, Exception exception, string worker);
}
