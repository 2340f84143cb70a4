using System.Text.Json.Nodes;
using Alokon.Sop.Inbox;

namespace Alokon.Tests.Contract;

/// <summary>One case and its officers. Each step has an answer that lets the case go on, made from what the case itself says.</summary>
internal sealed class Journey(ContractServer server, string id, string facility)
{
    public const string Workflow = "distribusi-alokon-grobogan";

    public const string TwoLines = """
        [{"commodity":"STK3","requested":480,"averageMonthlyConsumption":155,"stockOnHand":140},
         {"commodity":"PILK","requested":800,"averageMonthlyConsumption":220,"stockOnHand":80}]
        """;

    public static readonly IReadOnlyList<(string Step, string Officer, string Outcome)> Steps =
    [
        ("terima", "plkb", "lengkap"),
        ("teliti", "koordinator", "sesuai"),
        ("rekomendasi", "koordinator", "setuju"),
        ("disposisi", "kabid", "setuju"),
        ("kirim", "gudang", "terkirim"),
        ("serahkan", "pengirim", "diserahkan"),
        ("cocokkan", "faskes", "cocok"),
        ("salurkan", "plkb", "selesai"),
        ("lapor", "faskes", "selesai"),
        ("arsip", "pengelola", "selesai"),
    ];

    private static readonly string[] Moving = ["clocks", "service", "handling"];

    public string Id => id;

    public string Path => $"/api/v1/cases/{id}";

    public static string Faskes(string facility) => facility == "3315007" ? "faskes" : $"faskes-{facility}";

    public static JsonObject Request(string facility = "3315007", string lines = TwoLines) =>
        new()
        {
            ["workflow"] = Workflow,
            ["input"] = new JsonObject
            {
                ["kind"] = "rutin",
                ["facility"] = facility,
                ["period"] = "2026-10",
                ["lines"] = JsonNode.Parse(lines),
                ["attachments"] = new JsonArray("K/0/KB", "R/II/KB 2026-09", "Surat permohonan"),
            },
        };

    public static async Task<Journey> StartAsync(ContractServer server, string facility = "3315007", string? officer = null)
    {
        var started = await server.As(officer ?? Faskes(facility)).PostAsync("/api/v1/cases", Request(facility));
        return new Journey(server, started.Expect(201)["id"].GetValue<string>(), facility);
    }

    public async Task<JsonNode> ViewAsync() => (await server.As("auditor").GetAsync(Path)).Expect(200).Body!;

    public async Task<JsonNode> OpenTaskAsync() =>
        (await ViewAsync())["tasks"]!.AsArray().Single(t => t!["status"]!.GetValue<string>() is "ready" or "claimed")!;

    public async Task<string?> StepAsync() =>
        (await ViewAsync())["tasks"]!.AsArray().FirstOrDefault(t => t!["status"]!.GetValue<string>() is "ready" or "claimed")?["step"]!["key"]!.GetValue<string>();

    public async Task<string[]> CodesAsync() =>
        [.. (await server.As("auditor").GetAsync($"{Path}/documents")).Expect(200).Items.Select(d => d["code"]!.GetValue<string>())];

    /// <summary>The server waits a minute for the printer and then says that it is not ready yet; on a crowded machine that is asked once more.</summary>
    public async Task<Answer> PackAsync()
    {
        using var hang = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            var pack = await server.As("auditor").GetAsync($"{Path}/pack");
            if (pack.Status != 503 || hang.IsCancellationRequested)
            {
                return pack;
            }
        }
    }

    /// <summary>The open task, answered by whose step it is.</summary>
    public async Task<Answer> AnswerAsync(string outcome, string data = "{}", string? comment = null, string? by = null)
    {
        var task = await OpenTaskAsync();
        return await CompleteAsync(task, by ?? OfficerOf(task["step"]!["key"]!.GetValue<string>()), outcome, JsonNode.Parse(data), comment);
    }

    public Task<Answer> CompleteAsync(JsonNode task, string by, string outcome, JsonNode? data, string? comment = null)
    {
        var body = new JsonObject { ["outcome"] = outcome, ["data"] = data, ["comment"] = comment, ["version"] = task["version"]!.GetValue<int>() };
        return server.As(by).PostAsync($"/api/v1/tasks/{task["id"]}/complete", body);
    }

    /// <summary>Goes on with each step's usual answer until this one waits.</summary>
    public async Task<Journey> ToAsync(string step)
    {
        while (await StepAsync() is { } key && key != step)
        {
            await GoOnAsync(key);
        }

        return this;
    }

    public Task<Journey> ToEndAsync() => ToAsync("");

    public async Task GoOnAsync(string step)
    {
        var outcome = Steps.Single(s => s.Step == step).Outcome;
        (await CompleteAsync(await OpenTaskAsync(), OfficerOf(step), outcome, Usual(step, await ViewAsync()))).Expect(200);
    }

    /// <summary>Who answers the open task of this step, and what, as the command behind the interface.</summary>
    public async Task<(string Officer, CompleteTask Answer)> UsualAnswerAsync(string step)
    {
        var task = await OpenTaskAsync();
        var outcome = Steps.Single(s => s.Step == step).Outcome;
        var data = JsonNode.Parse(Usual(step, await ViewAsync()).ToJsonString())!.AsObject(); // as it comes over the line
        return (OfficerOf(step), new CompleteTask(Guid.Parse(task["id"]!.GetValue<string>()), outcome, data, null, task["version"]!.GetValue<int>()));
    }

    /// <summary>What must be the same after a refusal: the case without its moving clocks, its papers, and what its timeline tells.</summary>
    public async Task<string> SnapshotAsync()
    {
        var view = await ViewAsync();
        StandStill(view);
        var events = (await server.As("auditor").GetAsync($"{Path}/timeline")).Expect(200).Items.Select(e => e["kind"]!.GetValue<string>());
        var told = events.Where(kind => kind != "sla.breached"); // that is the clock's doing
        return $"{view.ToJsonString()}\n{string.Join(' ', told)}\n{string.Join(' ', await CodesAsync())}";
    }

    private string OfficerOf(string step) =>
        Steps.Where(s => s.Step == step).Select(s => s.Officer).FirstOrDefault("faskes") is var officer && officer == "faskes" ? Faskes(facility) : officer;

    private static JsonObject Usual(string step, JsonNode view) => step switch
    {
        "kirim" => Shipment(view),
        "serahkan" => new() { ["receivedBy"] = "Petugas jaga" },
        "salurkan" => new() { ["recipients"] = new JsonArray(new JsonObject { ["name"] = "Klinik KB Contoh", ["kind"] = "KKB", ["lines"] = Received(view) }) },
        "lapor" => Report(view),
        _ => [],
    };

    private static JsonObject Shipment(JsonNode view)
    {
        var lots = view["data"]!["lines"]!.AsArray()
            .Where(l => l!["approved"]!.GetValue<int>() > 0)
            .Select(l => (JsonNode)new JsonObject { ["commodity"] = l!["commodity"]!.GetValue<string>(), ["lot"] = $"{l["commodity"]}-A", ["quantity"] = l["approved"]!.GetValue<int>() });
        return new() { ["vehicle"] = "K 1234 XA", ["courier"] = "Petugas pengirim", ["packages"] = 2, ["lines"] = new JsonArray([.. lots]) };
    }

    private static JsonArray Received(JsonNode view) =>
        new([.. view["data"]!["receipt"]!["lines"]!.AsArray().Select(l => (JsonNode)new JsonObject { ["commodity"] = l!["commodity"]!.GetValue<string>(), ["quantity"] = l["good"]!.GetValue<int>() })]);

    private static JsonObject Report(JsonNode view)
    {
        var came = view["data"]!["receipt"]!["lines"]!.AsArray().ToDictionary(l => l!["commodity"]!.GetValue<string>(), l => l!["good"]!.GetValue<int>());
        var lines = view["data"]!["lines"]!.AsArray().Select(l =>
        {
            var code = l!["commodity"]!.GetValue<string>();
            var (opening, received) = (l["stockOnHand"]!.GetValue<int>(), came.GetValueOrDefault(code));
            return (JsonNode)new JsonObject { ["commodity"] = code, ["opening"] = opening, ["received"] = received, ["issued"] = 10, ["damaged"] = 0, ["expired"] = 0, ["closing"] = opening + received - 10 };
        });
        return new() { ["lines"] = new JsonArray([.. lines]) };
    }

    private static void StandStill(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                StandStill(item);
            }
        }
        else if (node is JsonObject json)
        {
            foreach (var name in Moving)
            {
                json.Remove(name);
            }

            foreach (var (_, value) in json)
            {
                StandStill(value);
            }
        }
    }
}
