using System.Diagnostics;
using Alokon.Engine;
using Alokon.Sop.Inbox;
using Alokon.Tests.Contract;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Inbox;

/// <summary>What completing a task may ask of the database: how many trips decides how many officers can work at once.</summary>
[Collection(ContractFacts.Name)]
public sealed class TripTests(ContractServer server)
{
    [Fact]
    public async Task Completing_a_task_takes_two_trips_and_one_transaction_at_every_step_of_the_SOP()
    {
        // What a version of a definition, a calendar or a letterhead says is read once per process: a first case pays for that.
        await server.CompletedAsync();
        var journey = await Journey.StartAsync(server, "3315012");
        foreach (var (step, _, _) in Journey.Steps)
        {
            var (username, request) = await journey.UsualAnswerAsync(step);
            var officer = await server.OfficerAsync(username);
            var (trips, answer) = await CountAsync(() => server.SendAsync(officer, request, Ids.New().ToString()));

            Assert.Null(answer.Refusal?.Message);
            Assert.True(trips == 2, $"{step} took {trips} trips to the database");
            Assert.Equal(1, await TransactionsAsync(journey, request.Task, step == "arsip"));
        }
    }

    [Fact]
    public async Task Also_where_the_officer_claimed_the_task_before_and_is_late()
    {
        await server.CompletedAsync();
        var journey = await Journey.StartAsync(server, "3315012");
        var (username, request) = await journey.UsualAnswerAsync("terima");
        (await server.As(username).PostAsync($"/api/v1/tasks/{request.Task}/claim")).Expect(200);
        await server.BecomeLateAsync(request.Task);
        var officer = await server.OfficerAsync(username);
        var (trips, answer) = await CountAsync(() => server.SendAsync(officer, request with { Version = request.Version + 1 }, Ids.New().ToString()));

        Assert.Equal(2, trips);
        Assert.Equal("breached", answer.Value.Task.Clocks.Handling!.Status.ToString(), ignoreCase: true);
    }

    // The driver starts an activity for each command or batch that it sends and waits for; ours is their parent, whoever else asks meanwhile.
    private static async Task<(int Trips, T Answer)> CountAsync<T>(Func<Task<T>> deed)
    {
        var trips = 0;
        using var ours = new ActivitySource("Alokon.Tests.Trips");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Alokon.Tests.Trips",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = ours.StartActivity("deed") ?? throw new InvalidOperationException("Expected an activity to be started.");
        listener.ActivityStarted = activity =>
        {
            // A pool that grows by a connection is no trip of the command's.
            if (activity.Source.Name == "Npgsql" && activity.TraceId == parent.TraceId && !activity.OperationName.StartsWith("CONNECT", StringComparison.OrdinalIgnoreCase))
            {
                Interlocked.Increment(ref trips);
            }
        };
        var answer = await deed();
        return (trips, answer);
    }

    /// <summary>By how many transactions the rows of the step were written.</summary>
    private async Task<long> TransactionsAsync(Journey journey, Guid task, bool last)
    {
        await using var work = await server.WorkAsync();
        await using var command = new NpgsqlCommand(
            """
            WITH step AS (SELECT completed_at AS at FROM inbox.task WHERE id = $2)
            SELECT count(DISTINCT written) FROM (
              SELECT xmin::text AS written FROM engine.instance WHERE id = $1
              UNION ALL SELECT xmin::text FROM audit.head WHERE case_id = $1
              UNION ALL SELECT xmin::text FROM inbox.task WHERE id = $2 OR (case_id = $1 AND status = 'ready')
              UNION ALL SELECT xmin::text FROM engine.journal, step WHERE instance = $1 AND journal.at = step.at
              UNION ALL SELECT xmin::text FROM audit.event, step WHERE case_id = $1 AND event.at = step.at
              UNION ALL SELECT xmin::text FROM sla.clock WHERE task_id = $2
            ) AS rows
            """,
            work.Connection)
        {
            Parameters = { new() { Value = Guid.Parse(journey.Id) }, new() { Value = task } },
        };
        Assert.Equal(last, await journey.StepAsync() is null);
        return (long)(await command.ExecuteScalarAsync())!; // a count
    }
}
