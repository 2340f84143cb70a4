using System.Diagnostics;
using Alokon.Faults.Officers;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promise R7: many deadlines in one minute. Each is noticed once and soon, and the officers hardly feel it.</summary>
[Collection(Promises.Name)]
public sealed class StormTests(CommonGround ground, ITestOutputHelper output)
{
    // Copies of one running case, each with a service clock that ends within the same minute.
    private const string Seed = """
        WITH model AS (SELECT * FROM engine.instance WHERE office = 1608 OR status = 'Running' ORDER BY office LIMIT 1),
        made AS (
          INSERT INTO engine.instance (office, id, definition_id, definition_version, version, status, sub_status, state, created_at, updated_at)
          SELECT m.office, gen_random_uuid(), m.definition_id, m.definition_version, 1, m.status, m.sub_status, m.state, m.created_at, m.updated_at
          FROM model AS m, generate_series(1, $1)
          RETURNING office, id)
        INSERT INTO sla.clock (office, id, case_id, unit_kind, kind, rule, allowance_seconds, calendar_version, started_at, running_since, cancelled, consumed_seconds, first_due_at, due_at)
        SELECT made.office, gen_random_uuid(), made.id, c.unit_kind, 'service', c.rule, c.allowance_seconds, c.calendar_version, c.started_at, c.started_at, false, 0, d.due, d.due
        FROM made
        CROSS JOIN LATERAL (SELECT * FROM sla.clock AS k WHERE k.office = made.office AND k.kind = 'service' LIMIT 1) AS c
        CROSS JOIN LATERAL (SELECT engine.now() + interval '2 seconds' + random() * $2 * interval '1 second' + (made.id IS NULL)::int * interval '1 second' AS due) AS d
        """;

    private const string Mine = "FROM sla.breach AS b WHERE NOT EXISTS (SELECT FROM requests.request AS r WHERE r.office = b.office AND r.id = b.case_id)";

    private readonly Report _report = new(output);

    [Fact]
    public async Task R7_A_storm_of_deadlines_is_noticed_once_each_while_the_officers_work_on()
    {
        var installation = ground.Installation;
        var work = await ground.NewCaseAsync(() => (Crowd.One, 1));
        await installation.ExecuteAsync(Seed, Settings.Deadlines, Math.Min(60.0, Settings.Deadlines / 250.0));
        var (answers, storm) = (new List<TimeSpan>(), Stopwatch.StartNew());
        while (await installation.AskAsync<long>($"SELECT count(*) {Mine}") < Settings.Deadlines)
        {
            Assert.True(storm.Elapsed < TimeSpan.FromMinutes(30), "Expected the storm to be over.");
            work = work.HasEnded ? await ground.NewCaseAsync(() => (Crowd.One, 1)) : work;
            var watch = Stopwatch.StartNew();
            await work.StepAsync();
            answers.Add(watch.Elapsed);
        }

        var twice = await installation.AskAsync<long>($"SELECT count(*) FROM (SELECT b.clock_id {Mine} GROUP BY b.clock_id HAVING count(*) > 1) AS t");
        var told = await installation.AskAsync<long>($"SELECT count(*) FROM audit.event AS e WHERE e.kind = 'sla.breached' AND EXISTS (SELECT {Mine} AND b.case_id = e.case_id)");
        var early = await installation.AskAsync<long>($"SELECT count(*) {Mine} AND b.noticed_at < b.due_at");
        var late = await installation.AskAsync<string>($"SELECT string_agg(round(p::numeric, 2)::text, ' / ') FROM unnest((SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99, 1]) WITHIN GROUP (ORDER BY extract(epoch FROM b.noticed_at - b.due_at)) {Mine})) AS p");
        _report.Tell($"R7: {Settings.Deadlines} deadlines in {storm.Elapsed.TotalSeconds:0.0} s; late by p50 / p95 / p99 / most {late} s; officers' steps {Report.Percentiles(answers)}");

        await ForgetStormAsync();
        Assert.Equal((0, Settings.Deadlines, 0), (twice, told, early));
        await ground.AssertWholeAsync();
    }

    /// <summary>The copies have no request, so they are no cases: they go before the ground is examined again.</summary>
    private Task ForgetStormAsync() => ground.Installation.ExecuteAsync(
        """
        SET session_replication_role = replica;
        CREATE TEMP TABLE storm AS SELECT i.office, i.id FROM engine.instance AS i WHERE NOT EXISTS (SELECT FROM requests.request AS r WHERE r.office = i.office AND r.id = i.id);
        DELETE FROM sla.breach AS t USING storm AS s WHERE t.office = s.office AND t.case_id = s.id;
        DELETE FROM sla.clock AS t USING storm AS s WHERE t.office = s.office AND t.case_id = s.id;
        DELETE FROM audit.event AS t USING storm AS s WHERE t.office = s.office AND t.case_id = s.id;
        DELETE FROM audit.head AS t USING storm AS s WHERE t.office = s.office AND t.case_id = s.id;
        DELETE FROM engine.instance AS t USING storm AS s WHERE t.office = s.office AND t.id = s.id;
        """);
}
