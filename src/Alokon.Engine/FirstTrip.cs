using Npgsql;

namespace Alokon.Engine;

/// <summary>
/// What a command is known to read before it has run: it travels with BEGIN. Rooms add their reads and keep what comes back,
/// so that their methods find it in memory. The statements run in this order, each seeing what the locks before it waited for.
/// </summary>
public sealed class FirstTrip
{
    /// <summary>SQL for the case at hand, once a statement before has named it with set_config; NULL without.</summary>
    public const string Case = "nullif(current_setting('app.case', true), '')::uuid";

    private readonly List<(NpgsqlBatchCommand Command, Action<NpgsqlDataReader> Read)> _reads = [];

    /// <param name="sql">A constant that gives at least a column, with positional parameters.</param>
    /// <param name="read">Called for each row.</param>
    public void Add(string sql, Action<NpgsqlDataReader> read, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // callers hand constants: raw strings of their own …Rows.cs
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        _reads.Add((command, read));
    }

    /// <summary>Nothing will follow: COMMIT travels with it too. A handler that would still write finds no transaction.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The request has a plan here: it asks by keys only, so that one plan a statement fits all values.</summary>
    public bool IsPlanned { get; internal set; }

    internal void AddTo(NpgsqlBatch batch) => _reads.ForEach(read => batch.BatchCommands.Add(read.Command));

    internal async Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        foreach (var (_, read) in _reads)
        {
            await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                read(reader);
            }
        }
    }
}

/// <summary>Which request reads what first. Written out by the Host, request by request; one that is not here begins with nothing but its transaction.</summary>
public sealed class FirstTrips
{
    private readonly Dictionary<Type, Action<IServiceProvider, FirstTrip, int, object>> _plans = [];

    /// <param name="plan">Adds the reads for one request; the number is the office.</param>
    public FirstTrips Add<TRequest>(Action<IServiceProvider, FirstTrip, int, TRequest> plan)
        where TRequest : notnull
    {
        _plans.Add(typeof(TRequest), (services, trip, office, request) => plan(services, trip, office, (TRequest)request));
        return this;
    }

    public bool Knows(Type request) => _plans.ContainsKey(request);

    public void Plan(IServiceProvider services, FirstTrip trip, int office, object request)
    {
        if (_plans.TryGetValue(request.GetType(), out var plan))
        {
            plan(services, trip, office, request);
            trip.IsPlanned = true;
        }
    }
}
