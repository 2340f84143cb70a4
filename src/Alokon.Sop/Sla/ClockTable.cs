using Alokon.Engine;

namespace Alokon.Sop.Sla;

/// <summary>
/// The clocks that one command has to do with, in memory: read once, changed here, written once when the command's writes leave. A clock
/// that begins and ends within one command is one row written, not three.
/// </summary>
internal sealed class ClockTable
{
    private readonly Dictionary<Guid, Clock> _clocks = [];
    private readonly HashSet<Guid> _new = [];
    private readonly HashSet<Guid> _changed = [];
    private readonly HashSet<Guid> _rejudged = [];
    private readonly HashSet<Guid> _tasks = [];
    private readonly HashSet<Guid> _services = [];
    private readonly HashSet<(Guid Case, string Budget)> _budgets = [];

    /// <summary>Cases of which every shared budget was read.</summary>
    private readonly HashSet<Guid> _whole = [];

    private object? _connection;

    /// <summary>Reads the clocks of this task, those that share a budget in its case, and the case's own, before the command runs.</summary>
    public void Foresee(FirstTrip trip, int office, Guid task)
    {
        Clear();
        ClockRows.Foresee(trip, office, task, clock =>
        {
            Know(clock);
            _tasks.Add(task);
            _services.Add(clock.CaseId);
            _whole.Add(clock.CaseId);
        });
    }

    public async Task<List<Clock>> OfTasksAsync(UnitOfWork work, IReadOnlyList<Guid> tasks, CancellationToken ct)
    {
        Follow(work);
        if (tasks.Where(t => !_tasks.Contains(t)).ToArray() is { Length: > 0 } unknown)
        {
            KnowAll(await ClockRows.OfTasksAsync(work, unknown, ct));
            _tasks.UnionWith(unknown);
        }

        return [.. _clocks.Values.Where(c => c.TaskId is { } task && tasks.Contains(task))];
    }

    public async Task<Clock?> ServiceAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        Follow(work);
        if (_services.Add(caseId))
        {
            KnowAll(await ClockRows.ServicesAsync(work, [caseId], ct));
        }

        return _clocks.Values.SingleOrDefault(c => c.Kind == ClockKind.Service && c.CaseId == caseId);
    }

    /// <summary>The handling clock of the task, if it has one, and every other one of the case that shares the budget.</summary>
    public async Task<List<Clock>> OfBudgetAsync(UnitOfWork work, Guid task, Guid caseId, string? budget, CancellationToken ct)
    {
        Follow(work);
        var knowsBudget = budget is null || _whole.Contains(caseId) || _budgets.Contains((caseId, budget));
        if (!knowsBudget || !_tasks.Contains(task))
        {
            KnowAll(await ClockRows.OfBudgetAsync(work, task, caseId, budget, ct));
            if (budget is not null)
            {
                _budgets.Add((caseId, budget));
            }
        }

        return [.. _clocks.Values.Where(c => c.Kind == ClockKind.Handling && (c.TaskId == task || (budget is not null && c.CaseId == caseId && c.Budget == budget)))];
    }

    public async Task<Clock?> LockAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        Follow(work);
        if (await ClockRows.LockAsync(work, id, ct) is not { } row)
        {
            return null;
        }

        Know(row);
        return _clocks[id];
    }

    public void Add(UnitOfWork work, Clock clock)
    {
        Follow(work);
        _clocks[clock.Id] = clock;
        _new.Add(clock.Id);
        if (clock is { Kind: ClockKind.Response, TaskId: { } task })
        {
            _tasks.Add(task); // a task that has just arrived has no other clock
        }
    }

    public void Put(UnitOfWork work, Clock clock)
    {
        Follow(work);
        _clocks[clock.Id] = clock;
        _changed.Add(clock.Id);
    }

    /// <summary>The standard itself is another one; what the clock has measured stays.</summary>
    public void Rejudge(UnitOfWork work, Clock clock)
    {
        Follow(work);
        _clocks[clock.Id] = clock;
        _rejudged.Add(clock.Id);
    }

    // What is in memory is newer than the row.
    private void Know(Clock clock) => _clocks.TryAdd(clock.Id, clock);

    private void KnowAll(List<Clock> clocks) => clocks.ForEach(Know);

    private void Follow(UnitOfWork work)
    {
        if (ReferenceEquals(_connection, work.Connection))
        {
            return;
        }

        if (_connection is not null)
        {
            Clear();
        }

        _connection = work.Connection;
        work.BeforeWrites(() => QueueChanges(work));
    }

    private void QueueChanges(UnitOfWork work)
    {
        ClockRows.Insert(work, _new.Select(id => _clocks[id]));

        foreach (var id in _changed.Except(_new))
        {
            ClockRows.Update(work, _clocks[id]);
        }

        foreach (var id in _rejudged.Except(_new))
        {
            ClockRows.Rejudge(work, _clocks[id]);
        }

        _new.Clear();
        _changed.Clear();
        _rejudged.Clear();
    }

    private void Clear()
    {
        _connection = null;
        _clocks.Clear();
        _new.Clear();
        _changed.Clear();
        _rejudged.Clear();
        _tasks.Clear();
        _services.Clear();
        _budgets.Clear();
        _whole.Clear();
    }
}
