using Alokon.Engine;
using Alokon.Sop.People;
using MediatR;
using Npgsql;

namespace Alokon.Tests.People;

/// <param name="Id">New at each run, so that a replay can be told from a second deed.</param>
public sealed record UnitAdded(Guid Id, string Code);

/// <summary>Writes one row at once, then goes wrong in the way asked for.</summary>
public sealed record AddUnit(string Name, bool Refuse = false, bool RefuseIfThere = false, string? FailWith = null) : IRequest<Outcome<UnitAdded>>, ICommand;

public sealed class AddUnitHandler(UnitOfWork work) : IRequestHandler<AddUnit, Outcome<UnitAdded>>
{
    public async Task<Outcome<UnitAdded>> Handle(AddUnit command, CancellationToken ct)
    {
        if (command.RefuseIfThere)
        {
            // As a real command does: lock the thing first, then see how it stands.
            await Units.RunAsync(work, "SELECT 1 FROM people.office WHERE office = 3315 FOR UPDATE");
            if (await Units.CountAsync(work, command.Name) > 0)
            {
                return new PeopleRefusal.AccountNotFound("already there");
            }
        }

        var id = await Units.AddAsync(work, command.Name);
        if (command.FailWith is { } state)
        {
            await Units.FailAsync(work, state);
        }

        return command.Refuse ? new PeopleRefusal.AccountNotFound("asked for") : new UnitAdded(id, command.Name);
    }
}

/// <summary>Fails so many times with an error of the database, then succeeds; answers how often it was run.</summary>
public sealed record AddFlakyUnit(string Name, int Failures, string SqlState = PostgresErrorCodes.SerializationFailure) : IRequest<Outcome<UnitAdded>>, ICommand
{
    public int Runs { get; set; }
}

/// <summary>What a room's scoped service keeps between two calls of one command.</summary>
public sealed class Memory
{
    public int Uses { get; set; }
}

public sealed class AddFlakyUnitHandler(UnitOfWork work, Memory memory) : IRequestHandler<AddFlakyUnit, Outcome<UnitAdded>>
{
    public async Task<Outcome<UnitAdded>> Handle(AddFlakyUnit command, CancellationToken ct)
    {
        command.Runs++;
        memory.Uses++;
        var id = await Units.AddAsync(work, command.Name);
        if (command.Runs <= command.Failures)
        {
            await Units.FailAsync(work, command.SqlState);
        }

        return new UnitAdded(id, $"run {command.Runs}, memory {memory.Uses}");
    }
}

/// <summary>Says it only reads, and writes.</summary>
public sealed record SneakUnit(string Name) : IRequest<Outcome<UnitAdded>>, IQuery;

public sealed class SneakUnitHandler(UnitOfWork work) : IRequestHandler<SneakUnit, Outcome<UnitAdded>>
{
    public async Task<Outcome<UnitAdded>> Handle(SneakUnit query, CancellationToken ct) =>
        new UnitAdded(await Units.AddAsync(work, query.Name), query.Name);
}

internal static class Units
{
    public static async Task<Guid> AddAsync(UnitOfWork work, string name)
    {
        var id = Ids.New();
        await RunAsync(work, $"INSERT INTO people.unit (office, id, code, name) VALUES ({work.Office}, '{id}', '{id}', '{name}')");
        return id;
    }

    public static async Task<long> CountAsync(UnitOfWork work, string name)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM people.unit WHERE name = '{name}'", work.Connection);
        return (long)(await command.ExecuteScalarAsync())!; // count is never null
    }

    public static Task FailAsync(UnitOfWork work, string sqlState) =>
        RunAsync(work, $"DO $$ BEGIN RAISE EXCEPTION 'asked for' USING ERRCODE = '{sqlState}'; END $$");

    public static async Task RunAsync(UnitOfWork work, string sql)
    {
        await using var command = new NpgsqlCommand(sql, work.Connection);
        await command.ExecuteNonQueryAsync();
    }
}
