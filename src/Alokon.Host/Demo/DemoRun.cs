using System.Text.Json.Nodes;

namespace Alokon.Host.Demo;

/// <param name="Case">Id of the case.</param>
internal sealed record DemoResult(SampleRequest Sample, string Case, string Number, string Status, string? Service);

/// <summary>
/// The sample requests, lived through by their officers in the order of the demo's clock. Everything goes through the public
/// interface; how the cases end is what the product makes of it.
/// </summary>
internal sealed class DemoRun(DemoApi api, TimeSpan offset)
{
    private const string Workflow = "distribusi-alokon-grobogan";

    private readonly Dictionary<string, string> _cases = [];

    public async Task<IReadOnlyList<DemoResult>> RunAsync(IReadOnlyList<SampleRequest> samples, Action<string> tell, CancellationToken ct)
    {
        foreach (var (at, what, deed) in Schedule(samples).OrderBy(d => d.At))
        {
            await api.MoveClockAsync("plkb", at, ct);
            await deed(ct);
            tell($"{at:yyyy-MM-dd HH:mm}  {what}");
        }

        var results = new List<DemoResult>();
        foreach (var sample in samples)
        {
            var view = await api.GetAsync("pengelola", $"/api/v1/cases/{_cases[sample.Id]}", ct);
            results.Add(new DemoResult(sample, _cases[sample.Id], view["number"]!.GetValue<string>(), view["status"]!.GetValue<string>(), view["service"]?["status"]?.GetValue<string>())); // the contract: a case has both
        }

        return results;
    }

    private IEnumerable<(DateTimeOffset At, string What, Func<CancellationToken, Task> Deed)> Schedule(IReadOnlyList<SampleRequest> samples)
    {
        var days = SampleStep.ReadAll();
        foreach (var sample in samples)
        {
            yield return (At(sample.Submitted), $"{sample.Id} diajukan {sample.Facility.Name}", ct => SubmitAsync(sample, ct));
            foreach (var step in days[sample.Id])
            {
                yield return (At(step.Claimed), $"{sample.Id} {step.Step}: diambil {step.Officer}", ct => ClaimAsync(sample, step, ct));
                yield return (At(step.Done), $"{sample.Id} {step.Step}: selesai", ct => CompleteAsync(sample, step, ct));
            }
        }
    }

    private DateTimeOffset At(DateTime local) => new(local, offset);

    private async Task SubmitAsync(SampleRequest sample, CancellationToken ct)
    {
        var input = new JsonObject
        {
            ["kind"] = sample.Kind,
            ["facility"] = sample.Facility.Code,
            ["period"] = sample.Period,
            ["lines"] = new JsonArray([.. sample.Lines.Select(l => (JsonNode)new JsonObject
            {
                ["commodity"] = l.Commodity,
                ["requested"] = l.Requested,
                ["averageMonthlyConsumption"] = l.AverageMonthlyConsumption,
                ["stockOnHand"] = l.StockOnHand,
            })]),
            ["attachments"] = new JsonArray([.. Papers(sample).Select(p => (JsonNode)p)]),
        };
        var started = await api.PostAsync(Faskes(sample), "/api/v1/cases", new() { ["workflow"] = Workflow, ["input"] = input }, ct);
        _cases[sample.Id] = started["id"]!.GetValue<string>(); // the contract: 201 carries the id
    }

    private async Task ClaimAsync(SampleRequest sample, SampleStep step, CancellationToken ct)
    {
        var task = await OpenTaskAsync(sample, step, ct);
        await api.PostAsync(Username(sample, step), $"/api/v1/tasks/{task["id"]}/claim", [], ct);
    }

    private async Task CompleteAsync(SampleRequest sample, SampleStep step, CancellationToken ct)
    {
        var task = await OpenTaskAsync(sample, step, ct);
        var (outcome, data, comment) = SampleAnswers.Of(sample, step.Step);
        var body = new JsonObject { ["outcome"] = outcome, ["data"] = data, ["comment"] = comment, ["version"] = task["version"]!.DeepClone() };
        await api.PostAsync(Username(sample, step), $"/api/v1/tasks/{task["id"]}/complete", body, ct);
    }

    private async Task<JsonNode> OpenTaskAsync(SampleRequest sample, SampleStep step, CancellationToken ct)
    {
        var view = await api.GetAsync(Username(sample, step), $"/api/v1/cases/{_cases[sample.Id]}", ct);
        return view["tasks"]!.AsArray().FirstOrDefault(t => t!["step"]!["key"]!.GetValue<string>() == step.Step && t["status"]!.GetValue<string>() is "ready" or "claimed")
            ?? throw new StartException($"{sample.Id}: no open task {step.Step}; the case is {view["status"]}");
    }

    private static IEnumerable<string> Papers(SampleRequest sample) =>
        sample.Attachments is { } papers
            ? papers.Where(p => p.Present).Select(p => p.Doc)
            : ["K/0/KB", $"R/II/KB {sample.Submitted.AddMonths(-1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)}", "Surat permohonan"];

    private static string Username(SampleRequest sample, SampleStep step) => step.Officer == "faskes" ? Faskes(sample) : step.Officer;

    // The plain username is the officer of 3315007 (contract, section 2); the others carry their facility's code.
    private static string Faskes(SampleRequest sample) => sample.Facility.Code == "3315007" ? "faskes" : $"faskes-{sample.Facility.Code}";
}
