using System.Globalization;
using Npgsql;

namespace Alokon.Engine;

/// <summary>
/// One command, one transaction, one true answer. Opened and ended only by the pipeline (and by workers through it);
/// handlers read with <see cref="Connection"/>, queue their writes, and never begin or commit.
/// </summary>
public sealed class UnitOfWork(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly List<NpgsqlBatchCommand> _queued = [];
    private readonly List<Action> _afterCommit = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private Officer? _officer;
    private DateTimeOffset _now;

    /// <summary>The open connection, inside the transaction, restricted to <see cref="Office"/> by row-level security.</summary>
    public NpgsqlConnection Connection => _connection ?? throw NotOpen();

    public Officer Officer => _officer ?? throw NotOpen();

    public int Office => Officer.Office;

    /// <summary>The database's clock plus the offset row, UTC, one value for the whole command.</summary>
    public DateTimeOffset Now => _connection is null ? throw NotOpen() : _now;

    public bool IsOpen => _connection is not null;

    public async Task OpenAsync(Officer officer, bool readOnly, CancellationToken ct)
    {
        if (_connection is not null)
        {
            throw new InvalidOperationException("Expected a closed unit of work, but it is open: handlers do not open their own.");
        }

        _connection = await source.OpenConnectionAsync(ct);
#pragma warning disable RS0030 // the one place where a transaction begins
        _transaction = await _connection.BeginTransactionAsync(ct);
#pragma warning restore RS0030
        _officer = officer;
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(readOnly ? "SET TRANSACTION READ ONLY" : "SET LOCAL lock_timeout = '20s'"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL ROLE alokon_app"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('app.office', $1, true)")
        {
            Parameters = { new NpgsqlParameter { Value = officer.Office.ToString(CultureInfo.InvariantCulture) } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT engine.now()"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        _now = reader.GetFieldValue<DateTime>(0);
    }

    /// <summary>Queues one write; it reaches the database with <see cref="FlushAsync"/> or with the commit, in the order queued.</summary>
    /// <param name="sql">Positional parameters $1 … ; a constant.</param>
    /// <param name="values">Null is NULL; give a <see cref="NpgsqlParameter"/> where the type must be said.</param>
    public void Queue(string sql, params object?[] values)
    {
#pragma warning disable CA2100 // callers hand constants: raw strings of their own …Rows.cs
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        _queued.Add(command);
    }

    /// <summary>Runs after a successful commit, synchronously: logging and in-process wake-ups only.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Sends what is queued, still inside the transaction: for a write that must refuse before the next read.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        if (_queued.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(Connection, _transaction);
        foreach (var command in _queued)
        {
            batch.BatchCommands.Add(command);
        }

        _queued.Clear();
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task CommitAsync(CancellationToken ct)
    {
        // The COMMIT travels in the same round trip as the writes: half the round trips decide the throughput.
        Queue("COMMIT");
        await FlushAsync(ct);
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
        _afterCommit.Clear();

        // Disposing an unfinished transaction rolls it back, and over a broken connection it stays silent:
        // an explicit ROLLBACK would throw there and hide what really happened.
        await CloseAsync();
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task CloseAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
            _transaction = null;
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    private static InvalidOperationException NotOpen() =>
        new("Expected an open unit of work, but the pipeline has not opened one.");
}
