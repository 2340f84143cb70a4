using System.Diagnostics;
using Alokon.Faults.Ground;
using Alokon.Faults.Officers;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promise R7: very many deadlines and timers in one minute. Each comes once and soon, and the officers hardly feel it.</summary>
[Collection(Promises.Name)]
public sealed class StormTests(CommonGround ground, ITestOutputHelper output)
{
    // Which copies of one case there are, and when something of each is due.
    private const string SeedStorm = """
        CREATE TABLE storm AS SELECT i.office, gen_random_uuid() AS id, engine.now() + interval '3 seconds' + random() * $2 * interval '1 second' AS due
        FROM (SELECT office FROM engine.instance WHERE status = 'Running' LIMIT 1) AS i, generate_series(1, $1);
        """;

    private const string Copy = """
        INSERT INTO engine.instance (office, id, definition_id, definition_version, version, status, sub_status, state, created_at, updated_at)
        SELECT s.office, s.id, m.definition_id, m.definition_version, 1, m.status, m.sub_status, m.state, m.created_at, m.updated_at
        FROM storm AS s, (SELECT * FROM engine.instance WHERE office = $1 AND id = $2) AS m
        """;

    private const string Deadlines = """
        INSERT INTO sla.clock (office, id, case_id, unit_kind, kind, rule, allowance_seconds, calendar_version, started_at, running_since, cancelled, consumed_seconds, first_due_at, due_at)
        SELECT s.office, gen_random_uuid(), s.id, c.unit_kind, 'service', c.rule, c.allowance_seconds, c.calendar_version, c.started_at, c.started_at, false, 0, s.due, s.due
        FROM storm AS s, (SELECT * FROM sla.clock WHERE office = $1 AND case_id = $2 AND kind = 'service') AS c
        """;

    private const string Timers = """
        INSERT INTO engine.timer (office, id, instance, bookmark, due_at)
        SELECT s.office, gen_random_uuid(), s.id, m.bookmark, s.due
        FROM storm AS s, (SELECT bookmark FROM engine.timer WHERE office = $1 AND instance = $2) AS m
        """;

    private readonly Report _report = new(output);

    private static double Seconds => Math.Min(60.0, Settings.Deadlines / 250.0);

    [Fact]
    public async Task R7_A_storm_of_deadlines_is_noticed_once_each_while_the_officers_work_on()
    {
        var work = await ground.NewCaseAsync(() => (Crowd.One, 1));
        var model = (Office: await OfficeOfAsync(work.Id), work.Id);
        await SeedAsync(model, Deadlines);
        await LiveThroughAsync("deadlines", "SELECT b.case_id AS id, b.noticed_at AS at, s.due FROM sla.breach AS b JOIN storm AS s ON s.office = b.office AND s.id = b.case_id", "sla.breached");
    }

    [Fact]
    public async Task R7_A_storm_of_timers_moves_each_case_once_while_the_officers_work_on()
    {
        var (model, moving) = await AtDelayAsync();
        await SeedAsync(model, Timers);
        await LiveThroughAsync("timers", "SELECT t.case_id AS id, t.created_at AS at, s.due FROM inbox.task AS t JOIN storm AS s ON s.office = t.office AND s.id = t.case_id", "task.opened");
        await ground.Installation.ExecuteAsync("UPDATE engine.timer SET due_at = engine.now() WHERE office = $1 AND instance = $2", model.Office, model.Id);
        await moving;
        await ground.AssertWholeAsync();
    }

    /// <param name="came">What shows that it has come: case, when, and when it was due.</param>
    /// <param name="told">The event that each case's history tells of it once.</param>
    private async Task LiveThroughAsync(string what, string came, string told)
    {
        var installation = ground.Installation;
        var (answers, storm) = (new List<TimeSpan>(), Stopwatch.StartNew());
        CaseWork? work = null;
        while (await installation.AskAsync<long>($"SELECT count(*) FROM ({came}) AS c") < Settings.Deadlines)
        {
            Assert.True(storm.Elapsed < TimeSpan.FromMinutes(30), "Expected the storm to be over.");
            work = work is null or { HasEnded: true } ? await ground.NewCaseAsync(() => (Crowd.One, 1)) : work;
            var watch = Stopwatch.StartNew();
            await work.StepAsync();
            answers.Add(watch.Elapsed);
        }

        var late = await installation.AskAsync<string>($"SELECT string_agg(round(p::numeric, 2)::text, ' / ') FROM unnest((SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99, 1]) WITHIN GROUP (ORDER BY extract(epoch FROM c.at - c.due)) FROM ({came}) AS c)) AS p");
        var wrong = await installation.AskAsync<long>($"SELECT count(*) FROM (SELECT c.id FROM ({came}) AS c GROUP BY c.id HAVING count(*) > 1 OR min(c.at) < min(c.due)) AS t");
        var tellings = await installation.AskAsync<long>("SELECT count(*) FROM audit.event AS e JOIN storm AS s ON s.office = e.office AND s.id = e.case_id WHERE e.kind = $1", told);
        _report.Tell($"R7: {Settings.Deadlines} {what} due within {Seconds:0} s, over after {storm.Elapsed.TotalSeconds:0.0} s; late by p50 / p95 / p99 / most {late} s; officers' steps {Report.Percentiles(answers)}");
        await ForgetAsync();
        Assert.Equal((0, Settings.Deadlines), (wrong, tellings));
        await ground.AssertWholeAsync();
    }

    private async Task SeedAsync((int Office, Guid Id) model, string what)
    {
        await ground.Installation.ExecuteAsync(SeedStorm, Settings.Deadlines, Seconds);
        await ground.Installation.ExecuteAsync("UPDATE storm SET office = $1", model.Office);
        await ground.Installation.ExecuteAsync(Copy, model.Office, model.Id);
        await ground.Installation.ExecuteAsync(what, model.Office, model.Id);
    }

    /// <summary>A case that stands at its delay, kept there.</summary>
    private async Task<((int Office, Guid Id) Model, Task Moving)> AtDelayAsync()
    {
        while (true)
        {
            var work = await ground.NewCaseAsync(() => (Crowd.One, 1));
            if (await OfficeOfAsync(work.Id) != Installation.WithDelay)
            {
                continue;
            }

            var moving = work.StepAsync();
            while (!moving.IsCompleted)
            {
                var kept = await ground.Installation.AskAsync<long>("WITH kept AS (UPDATE engine.timer SET due_at = due_at + interval '1 day' WHERE office = $1 AND instance = $2 RETURNING 1) SELECT count(*) FROM kept", Installation.WithDelay, work.Id);
                if (kept == 1)
                {
                    return ((Installation.WithDelay, work.Id), moving);
                }
            }

            await moving;
        }
    }

    private Task<int> OfficeOfAsync(Guid id) => ground.Installation.AskAsync<int>("SELECT office FROM engine.instance WHERE id = $1", id);

    /// <summary>The copies have no request, so they are no cases: they go before the ground is examined again.</summary>
    private async Task ForgetAsync()
    {
        string[] tables = ["engine.timer WHERE instance", "engine.journal WHERE instance", "sla.breach WHERE case_id", "sla.clock WHERE case_id", "inbox.task WHERE case_id", "audit.event WHERE case_id", "audit.head WHERE case_id", "engine.instance WHERE id"];
        var deletes = tables.Select(table => $"DELETE FROM {table} IN (SELECT id FROM storm);");
        await ground.Installation.ExecuteAsync($"SET session_replication_role = replica; {string.Concat(deletes)} DROP TABLE storm;");
    }
}
