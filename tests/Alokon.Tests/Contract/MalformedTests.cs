using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Tests.Contract;

/// <summary>What no program should send. Never an answer of 500, never a change.</summary>
[Collection(ContractFacts.Name)]
public sealed class MalformedTests(ContractServer server, ITestOutputHelper output)
{
    public static TheoryData<string, string> Broken => new()
    {
        { "cut off", "{\"outcome\":\"lengkap\"" },
        { "no value", "{\"outcome\":}" },
        { "a trailing comma", "{\"outcome\":\"lengkap\",}" },
        { "two values", "{} {}" },
        { "a list", "[]" },
        { "a text", "\"lengkap\"" },
        { "null", "null" },
        { "a byte of nothing", "{\"outcome\":\"leng\0kap\"}" },
        { "an escaped NUL", "{\"outcome\":\"leng\\u0000kap\"}" },
        { "a lone surrogate", "{\"outcome\":\"\\ud800\"}" },
        { "a lone surrogate as a name", "{\"\\udc00\":1}" },
        { "a name twice", "{\"outcome\":\"lengkap\",\"outcome\":\"kembalikan\"}" },
        { "a name twice deep inside", "{\"outcome\":\"lengkap\",\"version\":1,\"data\":{\"a\":[{\"b\":1,\"b\":2}]}}" },
        { "too deep", "{\"data\":" + string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200)) + "}" },
        { "no number", "{\"version\":01}" },
        { "white space", "   " },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_body_that_is_no_JSON_object_is_a_bad_request(string what, string body)
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        foreach (var path in new[] { $"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}/complete", $"{journey.Path}/withdraw", "/api/v1/resupply/calculate" })
        {
            (await server.As(path.EndsWith("complete", StringComparison.Ordinal) ? "plkb" : "faskes").PostRawAsync(path, Encoding.UTF8.GetBytes(body))).Expect(400, "body-malformed");
        }

        Assert.Equal(before, await journey.SnapshotAsync());
        output.WriteLine(what);
    }

    [Theory]
    [InlineData("{\"office\":\"3315\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"office\":3315,\"username\":\"plkb\",\"password\":\"x\"}")]
    [InlineData("{\"office\":\"3315\",\"username\":\"\\ud800\",\"password\":\"x\"}")]
    [InlineData("{\"office\":\"3315\",\"username\":{},\"password\":\"x\"}")]
    public async Task A_broken_sign_in_is_a_bad_request(string body) => (await SignInAsync(body)).Expect(400);

    [Fact]
    public async Task A_sign_in_that_is_no_JSON_is_told_so()
    {
        using var content = ApiUser.Content("office=3315"u8.ToArray(), "text/plain");
        using var response = await server.Http.PostAsync("/api/v1/auth/token", content);
        (await Answer.OfAsync(response)).Expect(415, "request-malformed");
    }

    [Theory]
    [InlineData("{}", "office")]
    [InlineData("{\"office\":\"33 15\",\"username\":\"plkb\",\"password\":\"x\"}", "office")]
    [InlineData("{\"office\":\"3315\",\"password\":\"x\"}", "username")]
    [InlineData("{\"office\":\"3315\",\"username\":\"plkb\"}", "password")]
    public async Task A_sign_in_without_its_members_names_them(string body, string field) => (await SignInAsync(body)).Expect(422, field: field);

    [Theory]
    [InlineData("{\"office\":\"3315\",\"username\":\"plkb\\u0000\",\"password\":\"x\"}")]
    [InlineData("{\"office\":\"9999\",\"username\":\"plkb\",\"password\":\"x\"}")]
    [InlineData("{\"office\":\"3315\",\"username\":\"tidak-ada\",\"password\":\"\\u0000\"}")]
    public async Task Wrong_credentials_are_one_and_the_same_answer(string body) => (await SignInAsync(body)).Expect(401, "wrong-credentials");

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_a_bad_request() =>
        (await server.As("faskes").PostRawAsync("/api/v1/cases", [.. "{\"workflow\":\""u8, 0xC3, 0x28, .. "\"}"u8])).Expect(400, "body-malformed");

    [Theory]
    [InlineData(10)]
    [InlineData(2)]
    public async Task A_body_of_megabytes_is_too_large(int megabytes)
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        var body = new JsonObject { ["outcome"] = "lengkap", ["version"] = 1, ["comment"] = new string('x', megabytes * 1024 * 1024) };
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        (await server.As("plkb").PostRawAsync($"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}/complete", bytes)).Expect(413, "body-too-large");
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Fact]
    public async Task Hundreds_of_mutilated_requests_are_refused_without_a_fault()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ALOKON_TEST_SEED"), out var given) ? given : 1; // the same every day; what is new is looked for with seeds of one's own
        output.WriteLine($"ALOKON_TEST_SEED={seed}");
        var mutilate = new Mutilation(new Random(seed));
        var targets = await TargetsAsync();
        for (var i = 0; i < 500; i++)
        {
            var (officer, path, body) = targets[i % targets.Count];
            var bytes = mutilate.Of(body);
            var answer = await server.As(officer).PostRawAsync(path, bytes);
            Assert.True(answer.Status < 500, $"seed {seed}, {i}: {path} answered {answer.Status} {answer.Text} to {Encoding.UTF8.GetString(bytes)}");
            if (answer.Status >= 400)
            {
                answer.Expect(answer.Status);
            }
        }
    }

    /// <summary>Every POST of the contract with an account, with a body it would take.</summary>
    private async Task<List<(string Officer, string Path, string Body)>> TargetsAsync()
    {
        var targets = new List<(string, string, string)>
        {
            ("faskes", "/api/v1/cases", Journey.Request().ToJsonString()),
            ("faskes", "/api/v1/resupply/calculate", """{"policy":{"minMonths":1,"maxMonths":4,"emergencyMonths":0.5,"amcWindowMonths":3},"lines":[{"commodity":"STK3","dispensedLast3Months":[150,160,155],"stockoutDays":[0,3,0],"stockOnHand":140,"inTransit":0,"approvedNotShipped":0,"issueMultiple":1}]}"""),
            ("plkb", "/api/v1/demo/clock", """{"now":"2026-10-01T08:00:00+07:00"}"""),
        };
        foreach (var (step, officer, outcome) in Journey.Steps)
        {
            var journey = await (await Journey.StartAsync(server)).ToAsync(step);
            var task = $"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}";
            targets.Add((officer, $"{task}/complete", $$"""{"outcome":"{{outcome}}","version":1,"comment":"baik","data":{{Answers.GetValueOrDefault(step, "{}")}}}"""));
            targets.Add((officer, $"{task}/delegate", """{"to":"kabid","version":1}"""));
        }

        var returned = await Journey.StartAsync(server);
        (await returned.AnswerAsync("kembalikan", comment: "Belum lengkap.")).Expect(200);
        var correction = new JsonObject { ["outcome"] = "ajukan", ["version"] = 1, ["data"] = new JsonObject { ["lines"] = JsonNode.Parse(Journey.TwoLines), ["attachments"] = new JsonArray("K/0/KB") } };
        targets.Add(("faskes", $"/api/v1/tasks/{(await returned.OpenTaskAsync())["id"]}/complete", correction.ToJsonString()));
        var other = await Journey.StartAsync(server);
        var claimed = $"/api/v1/tasks/{(await other.OpenTaskAsync())["id"]}";
        targets.Add(("plkb", $"{claimed}/claim", """{"version":1}"""));
        targets.Add(("plkb", $"{claimed}/release", """{"version":1}"""));
        targets.Add(("faskes", $"{other.Path}/attachments", """{"kind":"K/0/KB","file":"x"}"""));
        targets.Add(("faskes", $"{other.Path}/withdraw", """{"reason":"salah"}"""));
        targets.Add(("kabid", $"{(await Journey.StartAsync(server)).Path}/cancel", """{"reason":"salah"}"""));
        return targets;
    }

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["teliti"] = """{"lines":[{"commodity":"STK3","recommended":480,"note":"x"}]}""",
        ["rekomendasi"] = """{"lines":[{"commodity":"STK3","approved":400,"reason":"x"}]}""",
        ["disposisi"] = """{"lines":[{"commodity":"STK3","approved":400,"reason":"x"}],"instruction":"segera"}""",
        ["kirim"] = """{"vehicle":"K 1","courier":"A","packages":1,"lines":[{"commodity":"STK3","lot":"A","quantity":480}]}""",
        ["serahkan"] = """{"receivedBy":"A","note":"x"}""",
        ["cocokkan"] = """{"lines":[{"commodity":"STK3","lot":"STK3-A","good":480,"damaged":0,"missing":0,"over":0,"receivedLot":"B","note":"x"}]}""",
        ["salurkan"] = """{"recipients":[{"name":"A","kind":"KKB","lines":[{"commodity":"STK3","quantity":480}]}]}""",
        ["lapor"] = """{"lines":[{"commodity":"STK3","opening":140,"received":480,"issued":10,"damaged":0,"expired":0,"closing":610}]}""",
    };

    private async Task<Answer> SignInAsync(string body)
    {
        using var content = ApiUser.Content(Encoding.UTF8.GetBytes(body), "application/json");
        using var response = await server.Http.PostAsync("/api/v1/auth/token", content);
        return await Answer.OfAsync(response);
    }
}
