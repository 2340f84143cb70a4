using Alokon.Host.Commands;
using Alokon.Host.Demo;
using Alokon.Host.Embedded;
using Alokon.Host.Migrations;
using Alokon.Host.Workers;
using Alokon.Sop.Documents;
using Npgsql;

namespace Alokon.Host;

/// <summary>One running Alokon: its database (own or elsewhere), its web server and workers. Disposing stops all that it started.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _started = new();
    private WebApplication? _app;

    public string Url { get; private set; } = string.Empty;

    public bool Demo { get; private set; }

    /// <summary>Made at this start; their passwords are known now and never again.</summary>
    public IReadOnlyList<DemoAccount> NewAccounts { get; private set; } = [];

    public IServiceProvider Services => _app?.Services ?? throw new InvalidOperationException("Expected a started server.");

    /// <param name="ready">Told once everything serves, before the first request.</param>
    public static async Task<Server> StartAsync(ServeOptions options, Action<Server> ready, CancellationToken ct)
    {
        var server = new Server();
        try
        {
            await server.OpenAsync(options, ct);
            ready(server);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdownAsync() => _app!.WaitForShutdownAsync(); // set by OpenAsync, before anybody has this object

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task OpenAsync(ServeOptions options, CancellationToken ct)
    {
        // Kept as long as the database server, which tells of its restarts at any time.
        var logs = Keep(new Logs(LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)))).Factory;
        var data = Keep(new Held(DataFolder.Claim(options.DataFolder))).Folder;
        var marker = Path.Combine(data.Path, "demo");
        var isNew = false;
        var connection = options.Database;
        if (connection is null)
        {
            var postgres = Keep(await EmbeddedPostgres.StartAsync(data, logs.CreateLogger<EmbeddedPostgres>(), durable: true, ct));
            isNew = postgres.IsNew;
            connection = postgres.ConnectionString;
        }

        Demo = options.Demo ?? (isNew || (options.Database is null && File.Exists(marker)));
        if (Demo && !options.IsLoopbackOnly)
        {
            throw new StartException($"the demo listens on this machine only, not on {options.Urls}; use --no-demo for a real office");
        }

        var source = Keep(Source(connection));
        await Migrator.OfThisProgram().ApplyAsync(source, ct);
        _app = Keep(WebServer.Build(options.Urls, data, source, new DemoMode(Demo)));
        if (Demo)
        {
            NewAccounts = await DemoSeeder.SeedAsync(_app.Services, ct);
            await File.WriteAllTextAsync(marker, "This data folder holds a demo.\n", ct);
        }

        await OfficeFiles.LoadAsync(_app.Services, ct);
        await _app.StartAsync(ct);
        Keep(new Running(_app));
        Url = _app.Urls.First();
        _app.Services.GetRequiredService<PublicAddress>().Url =
            Environment.GetEnvironmentVariable("ALOKON_PUBLIC_URL") is { Length: > 0 } known ? known.TrimEnd('/') : Url;
    }

    internal static NpgsqlDataSource Source(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection)
        {
            MaxPoolSize = 16,
            MaxAutoPrepare = 400,
            AutoPrepareMinUsages = 2,
            // Whatever a command sets, it sets for its transaction: there is nothing to reset, and the reset costs as much as a write.
            NoResetOnClose = true,
            ApplicationName = "alokon",
        };
        if (string.IsNullOrEmpty(builder.Options))
        {
            builder.Options = NodeLease.ServerOptions();
        }

        try
        {
            return NpgsqlDataSource.Create(builder);
        }
        catch (ArgumentException e)
        {
            throw new StartException($"the connection string is not understood: {e.Message}", e);
        }
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _started.Push(part);
        return part;
    }

    /// <summary>Workers end their piece of work before what they stand on is taken away.</summary>
    private sealed record Running(WebApplication App) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await App.StopAsync();
    }

    private sealed record Logs(ILoggerFactory Factory) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Factory.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed record Held(DataFolder Folder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Under which address the papers' QR codes point here; the first that listens unless ALOKON_PUBLIC_URL says otherwise.</summary>
internal sealed class PublicAddress
{
    public string Url { get; set; } = string.Empty;
}
