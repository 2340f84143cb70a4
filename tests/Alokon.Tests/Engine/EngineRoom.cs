using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Tests.Support;

namespace Alokon.Tests.Engine;

/// <summary>A database with the engine on it, and handlers that write down what they were given.</summary>
internal sealed class EngineRoom(TestDatabase database) : IServiceProvider, IAsyncDisposable
{
    public const int Office = 3315;

    public DefinitionStore Definitions { get; } = new();

    /// <summary>Applied effects, also of transactions that were rolled back later.</summary>
    public ConcurrentQueue<IEffect> Applied { get; } = new();

    public TestDatabase Database { get; } = database;

    /// <summary>What a room does with an effect, in the transaction of the command; nothing unless a test says so.</summary>
    public Func<UnitOfWork, IEffect, Task<Refusal?>> Room { get; set; } = (_, _) => Task.FromResult<Refusal?>(null);

    /// <summary>Answering with this is refused by the handler, after the burst.</summary>
    public const string RefusedByRoom = "ditolak-ruang";

    public static async Task<EngineRoom> CreateAsync() => new(await TestDatabase.CreateAsync());

    public async Task<int> PublishAsync(WorkflowDefinition definition)
    {
        await using var work = await Database.NewUnitOfWork(Office);
        var published = await Definitions.PublishAsync(work, definition, "admin", default);
        await work.CommitAsync(default);
        return published.Version;
    }

    public Task<Outcome<InstanceMoved>> StartAsync(Guid instance, string definitionId = "uji") =>
        InTransactionAsync((runner, work) => runner.StartAsync(work, definitionId, instance, [], [], default));

    public Task<Outcome<InstanceMoved>> AnswerAsync(Guid instance, int bookmark, string outcome, int office = Office) =>
        InTransactionAsync((runner, work) => runner.ResumeAsync(work, instance, bookmark, new JsonObject { ["outcome"] = outcome }, default), office);

    /// <summary>As the pipeline does it: committed when it was done, rolled back when it was refused.</summary>
    public async Task<Outcome<InstanceMoved>> InTransactionAsync(Func<WorkflowRunner, UnitOfWork, Task<Outcome<InstanceMoved>>> command, int office = Office)
    {
        await using var work = await Database.NewUnitOfWork(office);
        var runner = new WorkflowRunner(Definitions, Given.Registry, Handlers(), this);
        var outcome = await command(runner, work);
        if (outcome.IsRefused(out _))
        {
            await work.RollbackAsync();
        }
        else
        {
            await work.CommitAsync(default);
        }

        return outcome;
    }

    public async Task<T?> ReadAsync<T>(string sql)
    {
        await using var admin = Database.AsSuperuser();
        await using var command = admin.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }

    /// <summary>As the server's superuser, past every policy.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var admin = Database.AsSuperuser();
        await using var command = admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public object? GetService(Type serviceType) => null;

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private EffectHandlers Handlers() => new EffectHandlers()
        .Add<Asked>(_ => new Recorder<Asked>(this))
        .Add<Answered>(_ => new Recorder<Answered>(this))
        .Add<BookmarkWithdrawn>(_ => new Recorder<BookmarkWithdrawn>(this))
        .Add<InstanceRetried>(_ => new Recorder<InstanceRetried>(this))
        .Add<IncidentRaised>(_ => new Recorder<IncidentRaised>(this))
        .Add<InstanceEnded>(_ => new Recorder<InstanceEnded>(this));

    private sealed class Recorder<T>(EngineRoom room) : IEffectHandler<T>
        where T : IEffect
    {
        public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, T effect, CancellationToken ct)
        {
            if (effect is Answered { Outcome: RefusedByRoom })
            {
                return new InvalidInput("outcome", RefusedByRoom);
            }

            room.Applied.Enqueue(effect);
            return await room.Room(work, effect);
        }
    }
}
