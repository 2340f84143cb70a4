using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;

namespace Alokon.Faults.Ground;

/// <summary>Several nodes on one PostgreSQL, everything that can be broken between them, and two offices that work.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Password = "demo-alokon-2026";

    /// <summary>In its SOP a case waits two seconds between reception and examination.</summary>
    public const int WithDelay = 3206;

    public static readonly IReadOnlyList<int> Offices = [3315, WithDelay];

    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(10);

    private readonly string _folder;

    private Installation(string folder, Postgres postgres, IReadOnlyList<Cutter> database, IReadOnlyList<Node> nodes)
    {
        (_folder, Postgres, Database, Nodes) = (folder, postgres, database, nodes);
        Doors = [.. nodes.Select(node => new Cutter(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, node.Port), Cutter.IsHttp))];
    }

    public Postgres Postgres { get; }

    /// <summary>Between each node and the database.</summary>
    public IReadOnlyList<Cutter> Database { get; }

    /// <summary>Between the officers and each node.</summary>
    public IReadOnlyList<Cutter> Doors { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public string Folder => _folder;

    /// <summary>How each node's environment differs from the common one; one per node.</summary>
    /// <param name="cluster">Where the database lies; none = in a folder of its own.</param>
    public static async Task<Installation> StartAsync(IReadOnlyList<IReadOnlyDictionary<string, string>> nodes, string? cluster = null)
    {
        var folder = Directory.CreateTempSubdirectory("alokon-fault-").FullName;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        var postgres = await Postgres.StartAsync(cluster ?? Directory.CreateDirectory(Path.Combine(folder, "pg")).FullName);
        var common = Common(folder);
        var cutters = nodes.Select(_ => new Cutter(postgres.Socket, Cutter.IsCommit)).ToList();
        var built = nodes.Select((own, i) => new Node($"node{i}", folder, postgres.NodeConnectionString(cutters[i].Port), Merge(common, own))).ToList();
        var installation = new Installation(folder, postgres, cutters, built);
        try
        {
            await installation.OpenAsync();
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Postgres.Admin.CreateCommand(sql);
        command.CommandTimeout = 600;
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks again while the database is in recovery after a backend was killed: only for what may be asked twice.</summary>
    public async Task<T> AskAsync<T>(string sql, params object[] values)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await AskOnceAsync<T>(sql, values);
            }
            catch (NpgsqlException) when (watch.Elapsed < Recovery)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var cutter in Doors.Concat(Database))
        {
            await cutter.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        if (Environment.GetEnvironmentVariable("ALOKON_FAULT_KEEP") is null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<T> AskOnceAsync<T>(string sql, object[] values)
    {
        await using var command = Postgres.Admin.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return (T)(await command.ExecuteScalarAsync())!; // each question asked here has an answer
    }

    /// <summary>The first node makes the demo's offices; the others come to what is there, with the same key file.</summary>
    private async Task OpenAsync()
    {
        await Nodes[0].StartAsync("--demo");
        foreach (var node in Nodes.Skip(1))
        {
            Directory.CreateDirectory(node.Data);
            File.Copy(Path.Combine(Nodes[0].Data, "archive.key"), Path.Combine(node.Data, "archive.key"));
        }

        await Task.WhenAll(Nodes.Skip(1).Select(node => node.StartAsync()));
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> common, IReadOnlyDictionary<string, string> own)
    {
        var all = new Dictionary<string, string>(common);
        foreach (var (name, value) in own)
        {
            all[name] = value;
        }

        return all;
    }

    private static Dictionary<string, string> Common(string folder)
    {
        var mill = Path.Combine(folder, "paper-mill.js");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Ground", "paper-mill.js"), mill);
        File.SetUnixFileMode(mill, (UnixFileMode)0b111_101_101);
        return new()
        {
            ["ALOKON_HOME"] = MakeHome(Path.Combine(folder, "home")),
            ["ALOKON_DEMO_PASSWORD"] = Password,
            ["ALOKON_CLOCK"] = "2026-10-05T08:00:00+07:00",
            ["ALOKON_CHROMIUM"] = mill,
            ["ALOKON_LEASE"] = "1",
            ["TZ"] = "Asia/Jakarta",
            // Most nodes live for seconds only: no time is spent on learning how to run faster later.
            ["DOTNET_TieredPGO"] = "0",
        };
    }

    /// <summary>The project's templates, and Grobogan's SOP for two offices: a second one that works, with books of its own.</summary>
    private static string MakeHome(string home)
    {
        var project = Environment.GetEnvironmentVariable("ALOKON_HOME") is { Length: > 0 } given ? given : Above(AppContext.BaseDirectory);
        var workflows = Directory.CreateDirectory(Path.Combine(home, "workflows")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(home, "templates"), Path.Combine(project, "templates"));
        var text = File.ReadAllText(Path.Combine(project, "workflows", $"{WorkflowOf(3315)}.json"));
        foreach (var office in Offices)
        {
            var definition = JsonNode.Parse(text)!.AsObject(); // a definition is an object
            definition["definitionId"] = WorkflowOf(office);
            definition["id"] = $"{definition["id"]}{(office == 3315 ? "" : $"{office}")}";
            definition["customProperties"]!["Alokon:sop"]!["office"] = $"{office}";
            if (office == WithDelay)
            {
                PutDelay(definition["root"]!.AsObject());
            }

            File.WriteAllText(Path.Combine(workflows, $"{WorkflowOf(office)}.json"), definition.ToJsonString());
        }

        return home;
    }

    /// <summary>Between reception and examination time itself moves the case: a timer stands between two officers.</summary>
    private static void PutDelay(JsonObject root)
    {
        root["activities"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["id"] = "tunda",
            ["nodeId"] = "tunda",
            ["name"] = "tunda",
            ["type"] = "Elsa.Delay",
            ["version"] = 1,
            ["timeSpan"] = new JsonObject { ["typeName"] = "TimeSpan", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "00:00:02" } },
        });
        var received = root["connections"]!.AsArray().First(c => c!["source"]!["activity"]!.GetValue<string>() == "terima" && c["source"]!["port"]!.GetValue<string>() == "lengkap")!;
        var examined = received["target"]!.DeepClone();
        received["target"]!["activity"] = "tunda";
        root["connections"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = "tunda", ["port"] = "Done" },
            ["target"] = examined,
        });
    }

    public static string WorkflowOf(int office) => office == 3315 ? "distribusi-alokon-grobogan" : $"distribusi-alokon-{office}";

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Alokon.sln")) ? folder : Above(Path.GetDirectoryName(folder)!); // the tests lie below the solution
}
