using System.Globalization;
using Npgsql;

namespace Alokon.Engine;

/// <summary>
/// One command, one transaction, one true answer. Opened and ended only by the pipeline (and by workers through it);
/// handlers read with <see cref="Connection"/>, queue their writes, and never begin or commit.
/// </summary>
public sealed class UnitOfWork(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly List<NpgsqlBatchCommand> _last = [];
    private readonly List<Action> _beforeWrites = [];
    private readonly List<Action> _afterCommit = [];
    private List<NpgsqlBatchCommand> _queued = [];
    private NpgsqlConnection? _connection;
    private Officer? _officer;
    private DateTimeOffset _now;
    private bool _ended;

    /// <summary>The open connection, inside the transaction, restricted to <see cref="Office"/> by row-level security.</summary>
    public NpgsqlConnection Connection => _connection ?? throw NotOpen();

    public Officer Officer => _officer ?? throw NotOpen();

    public int Office => Officer.Office;

    /// <summary>The database's clock plus the offset row, UTC, one value for the whole command.</summary>
    public DateTimeOffset Now => _connection is null ? throw NotOpen() : _now;

    public bool IsOpen => _connection is not null;

    /// <summary>Begins the transaction and reads what the command is known to need, all in one trip to the database.</summary>
    public async Task OpenAsync(Officer officer, bool readOnly, CancellationToken ct, FirstTrip? first = null)
    {
        if (_connection is not null)
        {
            throw new InvalidOperationException("Expected a closed unit of work, but it is open: handlers do not open their own.");
        }

        _connection = await source.OpenConnectionAsync(ct);
        _officer = officer;
        await using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(Setting(officer, readOnly, first is { IsPlanned: true }));
        first?.AddTo(batch);
        _ended = first is { IsWhole: true };
        if (_ended)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        _now = reader.GetFieldValue<DateTime>(0);
        if (first is not null)
        {
            await first.ReadAsync(reader, ct);
            await reader.NextResultAsync(ct); // the COMMIT, if there is one: an error in it must be seen
        }
    }

    /// <summary>Queues one write; it reaches the database with <see cref="FlushAsync"/> or with the commit, in the order queued.</summary>
    /// <param name="sql">Positional parameters $1 … ; a constant.</param>
    /// <param name="values">Null is NULL; give a <see cref="NpgsqlParameter"/> where the type must be said.</param>
    public void Queue(string sql, params object?[] values) => _queued.Add(Command(sql, values));

    /// <summary>As <see cref="Queue"/>, but behind everything else: for the row that others wait for (the book of numbers), so that they wait as short as can be.</summary>
    public void QueueLast(string sql, params object?[] values) => _last.Add(Command(sql, values));

    /// <summary>Runs before queued writes leave, each time: a room that keeps rows in memory queues here what became of them, once instead of change by change.</summary>
    public void BeforeWrites(Action queue) => _beforeWrites.Add(queue);

    /// <summary>Runs after a successful commit, synchronously: logging and in-process wake-ups only.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Sends what is queued, still inside the transaction: for a write that must refuse before the next read.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        GatherWrites();
        await SendAsync(ct);
    }

    public async Task CommitAsync(CancellationToken ct)
    {
        // The COMMIT travels in the same round trip as the writes: half the round trips decide the throughput.
        GatherWrites();
        if (_ended && _queued.Count > 0)
        {
            throw new InvalidOperationException("Expected nothing more to write after a first trip that was whole, but something is queued.");
        }

        if (!_ended)
        {
            Queue("COMMIT");
        }

        await SendAsync(ct);
        await CloseAsync();

        // One scope may carry several requests one after the other (session, then command): each runs its own actions, once.
        Action[] actions = [.. _afterCommit];
        _afterCommit.Clear();
        foreach (var action in actions)
        {
            action();
        }
    }

    public async Task RollbackAsync()
    {
        _queued.Clear();
        _last.Clear();
        _afterCommit.Clear();

        // A connection that goes back to its pool inside a transaction is rolled back, and over a broken one that stays silent:
        // an explicit ROLLBACK would throw there and hide what really happened.
        await CloseAsync();
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    // What stands in memory goes first: queued rows may refer to it.
    private void GatherWrites()
    {
        var queued = _queued;
        _queued = [];
        foreach (var queue in _beforeWrites)
        {
            queue();
        }

        _queued.AddRange(queued);
        _queued.AddRange(_last);
        _last.Clear();
    }

    private async Task SendAsync(CancellationToken ct)
    {
        if (_queued.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(Connection);
        foreach (var command in _queued)
        {
            batch.BatchCommands.Add(command);
        }

        _queued.Clear();
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task CloseAsync()
    {
        _beforeWrites.Clear();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    // One statement, not four: every one costs the server as much as a small read. From here on row-level security binds.
    // The server would plan some statements of the hot path anew each time, because it takes the guess for one office to be better than that for any.
    private static NpgsqlBatchCommand Setting(Officer officer, bool readOnly, bool keepsPlans) => new(
        """
        SELECT transaction_timestamp() + (SELECT amount FROM engine.clock_offset),
               set_config('transaction_read_only', $2, true), set_config('lock_timeout', '20s', true),
               set_config('plan_cache_mode', $3, true),
               set_config('app.office', $1, true), set_config('role', 'alokon_app', true)
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = officer.Office.ToString(CultureInfo.InvariantCulture) },
            new NpgsqlParameter<string> { TypedValue = readOnly ? "on" : "off" },
            new NpgsqlParameter<string> { TypedValue = keepsPlans ? "force_generic_plan" : "auto" },
        },
    };

    private static NpgsqlBatchCommand Command(string sql, object?[] values)
    {
#pragma warning disable CA2100 // callers hand constants: raw strings of their own …Rows.cs
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    private static InvalidOperationException NotOpen() =>
        new("Expected an open unit of work, but the pipeline has not opened one.");
}
