using Alokon.Engine;
using Alokon.Sop.Sla;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Sla;

/// <summary>One office with the five-day calendar on a database of its own, whose clock a test sets as it likes.</summary>
internal sealed class SlaOffice : IAsyncDisposable
{
    public const int Grobogan = 3315;

    private readonly TestDatabase _database;

    private SlaOffice(TestDatabase database) => _database = database;

    public CalendarShelf Calendars { get; } = new();

    public NpgsqlDataSource Source => _database.Source;

    public static TimeStandard Minutes(int amount, string? budget = null) => new(StandardKind.WorkingMinutes, amount, budget, TimeStandard.None.Zones);

    public static TimeStandard Of(StandardKind kind, int amount) => new(kind, amount, null, TimeStandard.None.Zones);

    public static async Task<SlaOffice> OpenAsync()
    {
        var office = new SlaOffice(await TestDatabase.CreateAsync());
        await office.SetAsync("dinas", "ID-5day", new DateOnly(2024, 1, 1));
        return office;
    }

    public async Task<CalendarSet> SetAsync(string unitKind, string calendar, DateOnly knownFrom, int office = Grobogan)
    {
        await using var work = await _database.NewUnitOfWork(office);
        var set = await new SetCalendarHandler(work).Handle(new SetCalendar(unitKind, CalendarLibrary.Find(calendar).Value.Json, knownFrom), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return set.Value;
    }

    /// <summary>One command at exactly this moment.</summary>
    public async Task<T> AtAsync<T>(DateTimeOffset moment, Func<UnitOfWork, SlaClocks, Task<T>> command, Officer? officer = null)
    {
        await SetClockAsync(moment);
        await using var work = await _database.NewUnitOfWork(officer ?? Officer.System(Grobogan));
        var answer = await command(work, new SlaClocks(Calendars));
        await work.CommitAsync(CancellationToken.None);
        return answer;
    }

    public Task SetClockAsync(DateTimeOffset moment) => _database.HoldClockAsync(moment);

    public Task<UnitOfWork> WorkAsync(int office = Grobogan) => _database.NewUnitOfWork(office);

    public Task<DateTimeOffset?> ClaimAsync(DateTimeOffset moment, ClockOwner owner, TimeStandard standard) =>
        AtAsync(moment, (work, clocks) => clocks.StartHandlingAsync(work, owner, standard, 1, CancellationToken.None));

    public Task<BreachNoticed?> CompleteAsync(DateTimeOffset moment, ClockOwner owner) =>
        AtAsync(moment, (work, clocks) => clocks.StopAsync(work, owner.TaskId, ClockKind.Handling, CancellationToken.None));

    public Task<ClockView> HandlingAsync(DateTimeOffset moment, ClockOwner owner) =>
        AtAsync(moment, async (work, clocks) => (await clocks.ReadTasksAsync(work, [owner.TaskId], CancellationToken.None)).Single(c => c.Kind == ClockKind.Handling));

    public Task<ClockView> ServiceAsync(DateTimeOffset moment, Guid caseId) =>
        AtAsync(moment, async (work, clocks) => Assert.Single(await clocks.ReadCasesAsync(work, [caseId], CancellationToken.None)));

    public async Task<long> CountAsync(string table)
    {
        await using var admin = _database.AsSuperuser();
        await using var command = admin.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
