using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Engine.Timers;
using Alokon.Host;
using Alokon.Host.Pipeline;
using Alokon.Host.Workers;
using Alokon.Sop.Activities;
using Alokon.Sop.Automation;
using Alokon.Sop.People;
using Alokon.Tests.Engine;
using Alokon.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alokon.Tests.Automation;

/// <summary>The program as the host composes it, on a database of its own, with every worker's step moved by hand. Test.Step asks somebody.</summary>
internal sealed class AutomationHouse : IAsyncDisposable
{
    public const int Office = 3315;

    private readonly ServiceProvider _services;

    private AutomationHouse(TestDatabase database, LeaseTerms terms)
    {
        Database = database;
        _services = new ServiceCollection()
            .AddLogging()
            .AddAlokon(database.Source)
            .AddPeople()
            .AddSingleton(terms)
            .AddSingleton(new ActivityRegistry([.. BuiltInActivities.All, .. SopActivities.All, new FakeStep("Test.Step"), new WaitStep()]))
            .BuildServiceProvider();
        _services.GetRequiredService<EffectHandlers>().Add<Asked>(_ => new Nothing<Asked>()).Add<Answered>(_ => new Nothing<Answered>());
    }

    public TestDatabase Database { get; }

    public IServiceProvider Services => _services;

    public ClaimedWork Work => _services.GetRequiredService<ClaimedWork>();

    public static async Task<AutomationHouse> OpenAsync(LeaseTerms? terms = null, params int[] offices)
    {
        var house = new AutomationHouse(await TestDatabase.CreateAsync(), terms ?? LongLease.Terms);
        foreach (var office in offices.Append(Office))
        {
            var zone = office == 3206 ? "Asia/Jayapura" : "Asia/Jakarta";
            var card = new OfficeCard(office, "Uji", "Uji", "Dinas Uji", "Uji", "Jl. Uji 1", "0", "u@example.test", "example.test", "58111", "Uji", zone, Demo: true);
            await house.SendAsync(new RegisterOffice(card, [], [], [], [], []), office);
        }

        return house;
    }

    public async Task<T> SendAsync<T>(IRequest<Outcome<T>> request, int office = Office) =>
        (await Work.SendAsync(office, request, default)).Match(value => value, refusal => throw new InvalidOperationException(refusal.Message));

    public async Task PublishAsync(WorkflowDefinition definition, int office = Office)
    {
        await using var work = await Database.NewUnitOfWork(office);
        await _services.GetRequiredService<DefinitionStore>().PublishAsync(work, definition, "admin", default);
        await work.CommitAsync(default);
    }

    public Task<Guid> StartAsync(string definitionId = "uji", JsonObject? input = null, int office = Office) =>
        InTransactionAsync(async (runner, work) =>
        {
            var id = Ids.New();
            var started = await runner.StartAsync(work, definitionId, id, input ?? [], [], default);
            return started.IsRefused(out var refusal) ? throw new InvalidOperationException(refusal.Message) : id;
        }, office);

    public Task<Outcome<InstanceMoved>> AnswerAsync(Guid instance, int bookmark, string outcome = "Done") =>
        InTransactionAsync((runner, work) => runner.ResumeAsync(work, instance, bookmark, new() { ["outcome"] = outcome }, default));

    public Task<Outcome<InstanceMoved>> CancelAsync(Guid instance) =>
        InTransactionAsync((runner, work) => runner.CancelAsync(work, instance, default));

    public async Task<T> InTransactionAsync<T>(Func<WorkflowRunner, UnitOfWork, Task<T>> act, int office = Office)
    {
        await using var scope = _services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.OpenAsync(Officer.System(office), readOnly: false, default);
        var result = await act(scope.ServiceProvider.GetRequiredService<WorkflowRunner>(), work);
        await work.CommitAsync(default);
        return result;
    }

    /// <summary>One sweep of the timer worker.</summary>
    public async Task<IReadOnlyList<FiredTimer>> FireAsync() => (await TimerStep.FireDueAsync(Work, default)).Fired;

    /// <summary>Every worker's sweep, until there is nothing more to do.</summary>
    public async Task SettleAsync()
    {
        int done;
        do
        {
            done = await MessageSteps.EachAsync<ScheduleFired>(Work, LeasedTable.Schedules, "schedule", lease => new FireSchedule(lease), default)
                + await MessageSteps.EachAsync<StimulusDelivered>(Work, LeasedTable.Stimuli, "stimulus", lease => new DeliverStimulus(lease), default)
                + await MessageSteps.EachAsync<MessageMoved>(Work, LeasedTable.Messages, "message", lease => new MoveMessage(lease), default)
                + (await FireAsync()).Count;
        }
        while (done > 0);
    }

    public async Task<WorkflowState> StateAsync(Guid instance) =>
        await InTransactionAsync((runner, work) => runner.ReadAsync(work, instance, default)) ?? throw new InvalidOperationException($"Expected instance {instance}.");

    public AsyncServiceScope Scope() => _services.CreateAsyncScope();

    public Task MoveClockAsync(TimeSpan amount) => Database.MoveClockAsync(amount);

    public async Task<T?> ReadAsync<T>(string sql)
    {
        await using var admin = Database.AsSuperuser();
        await using var command = admin.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var admin = Database.AsSuperuser();
        await using var command = admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the instances of this database wrote, in the order of their ids and versions.</summary>
    public async Task<string> LinesAsync()
    {
        await using var admin = Database.AsSuperuser();
        await using var command = admin.CreateCommand("SELECT events FROM engine.journal ORDER BY office, instance, seq");
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.AddRange(from entry in JsonNode.Parse(reader.GetFieldValue<byte[]>(0))!.AsArray()
                           where entry?["event"]?.GetValue<string>() == "Line"
                           select entry["text"]!.GetValue<string>());
        }

        return string.Join(',', lines);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private sealed class Nothing<T> : IEffectHandler<T>
        where T : IEffect
    {
        public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, T effect, CancellationToken ct) => Task.FromResult<Refusal?>(null);
    }
}
