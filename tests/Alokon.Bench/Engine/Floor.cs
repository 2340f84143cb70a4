using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Bench.Engine;

/// <summary>
/// The least that a durable step of an approval costs on PostgreSQL, written as plainly and as fast as Npgsql allows: lock the case;
/// then in one batch task done, next task with its deadline, case with its state, audit row, document job, stock, COMMIT.
/// </summary>
internal sealed class Floor : ILoad, IAsyncDisposable
{
    private const int Cases = 10_000;
    private const int StockRows = 5_000;

    // 1.8 KB of what a state holds.
    private static readonly string State = $$"""{"version":1,"lines":[{{string.Join(',', Enumerable.Range(0, 14).Select(i => $$"""{"commodity":"STK{{i}}","requested":480,"approved":325,"stock":140,"note":"{{Filler(i)}}"}"""))}}],"steps":["terima","teliti"]}""";

    private const string Schema = """
        CREATE TABLE kase (id bigint PRIMARY KEY, version integer NOT NULL, state jsonb NOT NULL, audit_seq bigint NOT NULL, audit_hash bytea NOT NULL, open_task bigint NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE task (id bigint PRIMARY KEY, case_id bigint NOT NULL, step integer NOT NULL, role integer NOT NULL, status smallint NOT NULL, due_at timestamptz NOT NULL, created_at timestamptz NOT NULL, done_at timestamptz, key uuid);
        CREATE INDEX task_of_case ON task (case_id);
        CREATE INDEX task_open ON task (role, due_at) WHERE status = 0;
        CREATE INDEX task_due ON task (due_at) WHERE status = 0;
        CREATE TABLE audit (case_id bigint NOT NULL, seq bigint NOT NULL, at timestamptz NOT NULL, prev bytea NOT NULL, hash bytea NOT NULL, body bytea NOT NULL, PRIMARY KEY (case_id, seq));
        CREATE TABLE job (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, case_id bigint NOT NULL, kind smallint NOT NULL, created_at timestamptz NOT NULL);
        CREATE TABLE stock (id integer PRIMARY KEY, amount bigint NOT NULL) WITH (fillfactor = 50);
        CREATE SEQUENCE task_id;
        """;

    private readonly NpgsqlDataSource _source;
    private readonly List<Client> _clients = [];

    private Floor(NpgsqlDataSource source) => _source = source;

    public string Mode => "floor";

    public static async Task<Floor> OpenAsync(string connection, CancellationToken ct)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 80 });
        var floor = new Floor(source);
        await using var probe = source.CreateCommand("SELECT to_regclass('kase') IS NOT NULL");
        if (await probe.ExecuteScalarAsync(ct) is not true)
        {
            await floor.FillAsync(ct);
        }

        return floor;
    }

    public async Task PrepareAsync(int clients, CancellationToken ct)
    {
        while (_clients.Count < clients)
        {
            _clients.Add(await Client.OpenAsync(_source, ct));
        }
    }

    public Task StepAsync(int client, CancellationToken ct) => _clients[client].StepAsync(ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await _source.DisposeAsync();
    }

    private async Task FillAsync(CancellationToken ct)
    {
        await using var schema = _source.CreateCommand(Schema);
        await schema.ExecuteNonQueryAsync(ct);
        await using var fill = _source.CreateCommand(
            $"""
            INSERT INTO kase SELECT n, 1, '{State}'::jsonb, 1, '\x00', n FROM generate_series(1, {Cases}) AS n;
            INSERT INTO task SELECT n, n, 1, n % 12, 0, now() + interval '2 days', now() FROM generate_series(1, {Cases}) AS n;
            INSERT INTO audit SELECT n, 1, now(), '\x00', '\x00', '\x7b7d' FROM generate_series(1, {Cases}) AS n;
            INSERT INTO stock SELECT n, 1000000000 FROM generate_series(1, {StockRows}) AS n;
            SELECT setval('task_id', {Cases} + 1);
            """);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync(ct);
        await using var analyze = _source.CreateCommand("VACUUM ANALYZE");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(ct);
    }

    private static string Filler(int i) => string.Concat(Enumerable.Repeat($"catatan{i} ", 5));

    /// <summary>One connection with its two batches, built once and prepared by the driver.</summary>
    private sealed class Client : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlBatch _lock;
        private readonly NpgsqlBatch _write;
        private readonly NpgsqlParameter<long> _lockId = new() { TypedValue = 0 };
        private readonly List<NpgsqlParameter<long>> _ids = [];
        private readonly List<NpgsqlParameter<DateTime>> _times = [];
        private readonly NpgsqlParameter<long> _openTask = new() { TypedValue = 0 };
        private readonly NpgsqlParameter<long> _nextTask = new() { TypedValue = 0 };
        private readonly NpgsqlParameter<Guid> _key = new() { TypedValue = Guid.Empty };
        private readonly NpgsqlParameter<string> _state = new() { TypedValue = "{}", NpgsqlDbType = NpgsqlDbType.Jsonb };
        private readonly NpgsqlParameter<long> _seq = new() { TypedValue = 0 };
        private readonly NpgsqlParameter<byte[]> _prev = new() { TypedValue = [] };
        private readonly NpgsqlParameter<byte[]> _hash = new() { TypedValue = [] };
        private readonly NpgsqlParameter<byte[]> _body = new() { TypedValue = [] };
        private readonly NpgsqlParameter<int> _stock = new() { TypedValue = 0 };

        private Client(NpgsqlConnection connection)
        {
            _connection = connection;
            _lock = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand("BEGIN"),
                    new NpgsqlBatchCommand("SELECT version, audit_seq, audit_hash, open_task, nextval('task_id'), now() FROM kase WHERE id = $1 FOR UPDATE") { Parameters = { _lockId } },
                },
            };
            _write = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    Command("UPDATE task SET status = 1, done_at = $1, key = $2 WHERE id = $3", Now(), _key, _openTask),
                    Command("INSERT INTO task (id, case_id, step, role, status, due_at, created_at) VALUES ($1, $2, 2, ($1 % 12)::integer, 0, $3 + interval '2 days', $3)", _nextTask, Id(), Now()),
                    Command("UPDATE kase SET version = version + 1, state = $2, audit_seq = $3, audit_hash = $4, open_task = $5 WHERE id = $1", Id(), _state, Copy(_seq), Copy(_hash), Copy(_nextTask)),
                    Command("INSERT INTO audit (case_id, seq, at, prev, hash, body) VALUES ($1, $2, $3, $4, $5, $6)", Id(), _seq, Now(), _prev, _hash, _body),
                    Command("INSERT INTO job (case_id, kind, created_at) VALUES ($1, 1, $2)", Id(), Now()),
                    Command("UPDATE stock SET amount = amount - 1 WHERE id = $1", _stock),
                    new NpgsqlBatchCommand("COMMIT"),
                },
            };
        }

        private readonly List<(NpgsqlParameter From, NpgsqlParameter To)> _copies = [];

        public static async Task<Client> OpenAsync(NpgsqlDataSource source, CancellationToken ct)
        {
            var client = new Client(await source.OpenConnectionAsync(ct));
            await client._lock.PrepareAsync(ct);
            await client._write.PrepareAsync(ct);
            return client;
        }

        public async Task StepAsync(CancellationToken ct)
        {
            _lockId.TypedValue = Random.Shared.Next(1, Cases + 1);
            DateTime now;
            int version;
            await using (var row = await _lock.ExecuteReaderAsync(ct))
            {
                await row.ReadAsync(ct);
                version = row.GetInt32(0);
                _seq.TypedValue = row.GetInt64(1) + 1;
                _prev.TypedValue = row.GetFieldValue<byte[]>(2);
                _openTask.TypedValue = row.GetInt64(3);
                _nextTask.TypedValue = row.GetInt64(4);
                now = row.GetDateTime(5);
            }

            _ids.ForEach(p => p.TypedValue = _lockId.TypedValue);
            _times.ForEach(p => p.TypedValue = now);
            _key.TypedValue = Guid.CreateVersion7();
            _state.TypedValue = State.Replace("\"version\":1", $"\"version\":{version + 1}", StringComparison.Ordinal);
            _body.TypedValue = Encoding.UTF8.GetBytes($$"""{"case":{{_lockId.TypedValue}},"seq":{{_seq.TypedValue}},"kind":"task.completed","task":{{_openTask.TypedValue}},"outcome":"setuju"}""");
            _hash.TypedValue = Hash(_prev.TypedValue!, _body.TypedValue!); // both set above
            _stock.TypedValue = Random.Shared.Next(1, StockRows + 1);
            _copies.ForEach(c => c.To.Value = c.From.Value);
            await _write.ExecuteNonQueryAsync(ct);
        }

        public async ValueTask DisposeAsync()
        {
            await _lock.DisposeAsync();
            await _write.DisposeAsync();
            await _connection.DisposeAsync();
        }

        private static byte[] Hash(byte[] prev, byte[] body)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(prev);
            hash.AppendData(body);
            return hash.GetHashAndReset();
        }

        private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
        {
#pragma warning disable CA2100 // the constants above
            var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
            command.Parameters.AddRange(parameters);
            return command;
        }

        private NpgsqlParameter<long> Id()
        {
            var parameter = new NpgsqlParameter<long> { TypedValue = 0 };
            _ids.Add(parameter);
            return parameter;
        }

        private NpgsqlParameter<DateTime> Now()
        {
            var parameter = new NpgsqlParameter<DateTime> { TypedValue = default, NpgsqlDbType = NpgsqlDbType.TimestampTz };
            _times.Add(parameter);
            return parameter;
        }

        // A parameter belongs to one command only.
        private NpgsqlParameter<T> Copy<T>(NpgsqlParameter<T> of)
        {
            var parameter = new NpgsqlParameter<T> { TypedValue = of.TypedValue };
            _copies.Add((of, parameter));
            return parameter;
        }
    }
}
