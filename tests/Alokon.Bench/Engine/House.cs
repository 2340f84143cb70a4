using Alokon.Host;
using Alokon.Host.Demo;
using Alokon.Host.Embedded;
using Alokon.Host.Migrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alokon.Bench.Engine;

/// <summary>The embedded PostgreSQL with fsync on, the program's own services and web server on it; its workers sleep, so that only steps are measured.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    private House(EmbeddedPostgres postgres, NpgsqlDataSource source, WebApplication app)
    {
        Postgres = postgres;
        Source = source;
        App = app;
        Superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.AdminConnectionString) { Database = "alokon", MaxPoolSize = 4, ApplicationName = "bench" });
    }

    public EmbeddedPostgres Postgres { get; }

    public NpgsqlDataSource Source { get; }

    public WebApplication App { get; }

    /// <summary>Passes by every policy: to fill tables and to read what the server counts.</summary>
    public NpgsqlDataSource Superuser { get; }

    public Uri Address => new(App.Urls.First());

    public static async Task<House> OpenAsync(string folder, CancellationToken ct)
    {
        var data = DataFolder.Claim(folder);
        var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        var postgres = await EmbeddedPostgres.StartAsync(data, logs.CreateLogger<EmbeddedPostgres>(), durable: true, ct);
        var source = Server.Source(postgres.ConnectionString);
        await Migrator.OfThisProgram().ApplyAsync(source, ct);
        var app = WebServer.Build("http://127.0.0.1:0", data, source, new DemoMode(true), works: false);
        await app.StartAsync(ct);
        var house = new House(postgres, source, app);
        house._parts.Push(new Held(() => { data.Dispose(); logs.Dispose(); }));
        house._parts.Push(postgres);
        house._parts.Push(source);
        house._parts.Push(house.Superuser);
        house._parts.Push(app);
        return house;
    }

    /// <summary>A database beside Alokon's own, on the same server.</summary>
    public async Task<string> BesideAsync(string name, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(Postgres.AdminConnectionString + ";Pooling=false");
        await using var find = admin.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        find.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await find.ExecuteScalarAsync(ct) is null)
        {
#pragma warning disable CA2100 // a constant of this program
            await using var create = admin.CreateCommand($"CREATE DATABASE {name}");
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync(ct);
        }

        return new NpgsqlConnectionStringBuilder(Postgres.AdminConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private sealed record Held(Action LetGo) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            LetGo();
            return ValueTask.CompletedTask;
        }
    }
}
