using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Audit;

public sealed class AuditDatabaseTests : IAsyncLifetime
{
    private const int Grobogan = 3315;

    private readonly Guid _case = Ids.New();
    private TestDatabase _database = null!; // set by InitializeAsync, before any test

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Several_events_of_one_command_follow_each_other()
    {
        await using (var work = await _database.NewUnitOfWork(Plkb()))
        {
            var log = new AuditLog();
            await log.AppendAsync(work, _case, Entry("case.started"), CancellationToken.None);
            await log.AppendAsync(work, _case, Entry("task.opened"), CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        await AppendAsync("task.completed");
        await using var read = await _database.NewUnitOfWork(Grobogan);
        var timeline = (await new GetTimelineHandler(read).Handle(new GetTimeline(_case), CancellationToken.None)).Value;

        Assert.Equal([(1L, "case.started"), (2L, "task.opened"), (3L, "task.completed")], timeline.Select(i => (i.Seq, i.Kind)));
        Assert.Equal(("Siti Contoh", "Plt. Penyuluh KB", "terima", "1"), (timeline[0].Actor, timeline[0].Position, timeline[0].Step, timeline[0].Data["n"]?.ToJsonString()));
        Assert.Null(await FaultAsync());
    }

    [Fact]
    public async Task The_name_of_the_officer_stands_in_its_own_column_and_not_in_the_line()
    {
        await AppendAsync("case.started");
        await using var work = await _database.NewUnitOfWork(Grobogan);
        var row = Assert.Single(await AuditRows.ListAsync(work, _case, CancellationToken.None));

        Assert.Equal("Siti Contoh", row.ActorName);
        Assert.DoesNotContain("Siti", System.Text.Encoding.UTF8.GetString(row.Line));
    }

    [Fact]
    public async Task Many_who_append_together_keep_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AppendAsync("task.completed")));

        await using var work = await _database.NewUnitOfWork(Grobogan);
        Assert.Equal(12, (await AuditRows.FindHeadAsync(work, _case, CancellationToken.None))?.Seq);
        Assert.Null(await FaultAsync());
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_in_the_chain()
    {
        await AppendAsync("case.started");
        var log = new AuditLog();
        await using (var work = await _database.NewUnitOfWork(Plkb()))
        {
            await log.AppendAsync(work, _case, Entry("task.completed"), CancellationToken.None);
            await work.RollbackAsync();
            await work.OpenAsync(Plkb(), readOnly: false, CancellationToken.None);
            await log.AppendAsync(work, _case, Entry("task.released"), CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        await using var read = await _database.NewUnitOfWork(Grobogan);
        Assert.Equal(["case.started", "task.released"], (await AuditRows.ListAsync(read, _case, CancellationToken.None)).Select(r => r.Kind));
        Assert.Null(await FaultAsync());
    }

    [Fact]
    public async Task A_sealed_case_takes_no_more_events()
    {
        await AppendAsync("case.started");
        await using (var work = await _database.NewUnitOfWork(Grobogan))
        {
            var log = new AuditLog();
            var head = await log.SealAsync(work, _case, CancellationToken.None);
            Assert.Equal(2, head.Seq);
            await Assert.ThrowsAsync<SealedChainException>(() => log.AppendAsync(work, _case, Entry("x"), CancellationToken.None));
            await work.CommitAsync(CancellationToken.None);
        }

        await Assert.ThrowsAsync<SealedChainException>(() => AppendAsync("sla.breached"));
        await using var later = await _database.NewUnitOfWork(Grobogan);
        Assert.True(await new AuditLog().IsSealedAsync(later, _case, CancellationToken.None));
        await Assert.ThrowsAsync<SealedChainException>(() => new AuditLog().SealAsync(later, _case, CancellationToken.None));
        Assert.Null(await FaultAsync());
    }

    [Theory]
    [InlineData("UPDATE audit.event SET kind = 'x'")]
    [InlineData("DELETE FROM audit.event")]
    [InlineData("TRUNCATE audit.event")]
    [InlineData("UPDATE audit.head SET seq = 0")]
    [InlineData("UPDATE audit.head SET seq = seq + 2")]
    [InlineData("DELETE FROM audit.head")]
    [InlineData("INSERT INTO audit.event SELECT office, case_id, 9, at, line, repeat('0', 64), actor, actor_name, position, kind, step FROM audit.event")]
    [InlineData("INSERT INTO audit.event SELECT 3206, case_id, seq, at, line, hash, actor, actor_name, position, kind, step FROM audit.event")]
    public async Task The_application_cannot_change_history(string sql)
    {
        await AppendAsync("case.started");
        await using var work = await _database.NewUnitOfWork(Grobogan);
        await using var command = new NpgsqlCommand(sql, work.Connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Contains(refused.SqlState, new[] { PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.RestrictViolation, PostgresErrorCodes.CheckViolation });
    }

    [Fact]
    public async Task The_owner_of_the_tables_cannot_change_history_either()
    {
        await AppendAsync("case.started");
        await using var superuser = _database.AsSuperuser();
        await using var command = superuser.CreateCommand("UPDATE audit.event SET kind = 'x'");
        Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    [Theory]
    [InlineData("UPDATE audit.event SET line = convert_to(replace(convert_from(line, 'UTF8'), '\"n\":1', '\"n\":2'), 'UTF8'), hash = encode(sha256(convert_to(replace(convert_from(line, 'UTF8'), '\"n\":1', '\"n\":2'), 'UTF8')), 'hex') WHERE seq = 2", ChainFault.BrokenLink)]
    [InlineData("UPDATE audit.event SET kind = 'task.released' WHERE seq = 2", ChainFault.ColumnsDiffer)]
    [InlineData("UPDATE audit.event SET at = at + interval '1 day' WHERE seq = 2", ChainFault.ColumnsDiffer)]
    [InlineData("DELETE FROM audit.event WHERE seq = 2", ChainFault.BrokenLink)]
    [InlineData("DELETE FROM audit.event WHERE seq = 3", ChainFault.WrongCount)]
    [InlineData("UPDATE audit.event SET seq = -seq WHERE seq > 1; UPDATE audit.event SET seq = 5 + seq WHERE seq < 0", ChainFault.BrokenLink)]
    public async Task What_a_superuser_did_past_every_trigger_is_found(string sql, string reason)
    {
        await AppendAsync("case.started");
        await AppendAsync("task.opened");
        await AppendAsync("task.completed");
        await using (var superuser = _database.AsSuperuser())
        await using (var connection = await superuser.OpenConnectionAsync())
        await using (var command = new NpgsqlCommand($"SET session_replication_role = replica; ALTER TABLE audit.event DROP CONSTRAINT event_is_sound; {sql}", connection))
        {
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(reason, (await FaultAsync())?.Reason);
    }

    [Fact]
    public async Task Another_office_sees_no_history()
    {
        await AppendAsync("case.started");
        await using var tasikmalaya = await _database.NewUnitOfWork(3206);
        var outcome = await new GetTimelineHandler(tasikmalaya).Handle(new GetTimeline(_case), CancellationToken.None);
        Assert.True(outcome.IsRefused(out var refusal));
        Assert.Equal("case-not-found", refusal.Code);
    }

    private async Task AppendAsync(string kind)
    {
        await using var work = await _database.NewUnitOfWork(Plkb());
        await new AuditLog().AppendAsync(work, _case, Entry(kind), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    private async Task<ChainFault?> FaultAsync()
    {
        await using var work = await _database.NewUnitOfWork(Grobogan);
        return (await new VerifyTimelineHandler(work).Handle(new VerifyTimeline(_case), CancellationToken.None)).Value.Fault;
    }

    private static AuditEntry Entry(string kind) => new(kind, "terima", new JsonObject { ["n"] = 1 });

    private static Officer Plkb() =>
        new(Grobogan, Ids.New(), Ids.New(), "plkb", "Siti Contoh", null, null, [new Holding(Ids.New(), "plkb", "Penyuluh KB", "kecamatan", "*", "plt", "SK 1")]);
}
