using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>What a workflow asks of a program outside, and which way it goes by the answer. Nothing is sent here.</summary>
public sealed class SendHttpRequestTests
{
    private static readonly Stimulus Stimulus = new(Guid.Empty, Given.Now);

    [Fact]
    public void A_request_that_says_only_where_asks_for_it() =>
        Assert.Equal(
            """{"url":"https://stok.example/habis","method":"GET","content":null,"contentType":"application/json","headers":{}}""",
            Asked(("url", "https://stok.example/habis")).ToJsonString());

    [Fact]
    public void Method_content_headers_and_authorization_go_with_it()
    {
        var asked = Asked(
            ("url", "https://stok.example/habis"),
            ("method", "post"),
            ("content", Make.Expression("Object", """{"kode":"STK3"}""")),
            ("authorization", "Bearer rahasia"),
            ("requestHeaders", Make.Expression("Object", """{"X-Dinas":"3315"}""")));

        Assert.Equal(("POST", """{"kode":"STK3"}"""), (asked["method"]!.GetValue<string>(), asked["content"]!.GetValue<string>()));
        Assert.Equal("""{"X-Dinas":"3315","Authorization":"Bearer rahasia"}""", asked["headers"]!.ToJsonString());
    }

    [Fact]
    public void Content_that_is_text_is_sent_as_it_stands()
    {
        var asked = Asked(("url", "https://stok.example/habis"), ("content", "a=1&b=2"), ("contentType", "application/x-www-form-urlencoded"));

        Assert.Equal(("a=1&b=2", "application/x-www-form-urlencoded"), (asked["content"]!.GetValue<string>(), asked["contentType"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("stok/habis")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://nama:sandi@stok.example/")]
    public void An_address_that_is_none_is_an_incident(string url)
    {
        var state = Burst.Start(Make.Workflow(Make.Node("Elsa.SendHttpRequest", "kirim", ("url", url))), Given.Registry, Stimulus, [], []).Value.State;

        Assert.Contains("an http or https address", Assert.Single(state.Incidents!).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"statusCode":200,"parsedContent":{"n":1}}""", "baik")]
    [InlineData("""{"statusCode":404}""", "tiada")]
    [InlineData("""{"statusCode":500}""", "lain")]
    [InlineData("""{"failed":"connect"}""", "putus")]
    [InlineData("""{"failed":"timeout"}""", "lama")]
    public void The_way_follows_the_answer_and_then_goes_on(string answer, string way) =>
        Assert.Equal([way, "sesudah"], Answered(Make.Node(
            "Elsa.SendHttpRequest",
            "kirim",
            ("url", "https://stok.example/"),
            ("expectedStatusCodes", new JsonArray(Expected(200, "baik"), Expected(404, "tiada"))),
            ("unmatchedStatusCode", Make.Line("lain")),
            ("failedToConnect", Make.Line("putus")),
            ("timeout", Make.Line("lama"))), answer).Lines());

    [Theory]
    [InlineData("""{"statusCode":500}""")]
    [InlineData("""{"failed":"connect"}""")]
    [InlineData("""{"failed":"timeout"}""")]
    public void Without_a_way_for_the_answer_it_goes_on(string answer) =>
        Assert.Equal(["sesudah"], Answered(Make.Node("Elsa.SendHttpRequest", "kirim", ("url", "https://stok.example/"), ("expectedStatusCodes", new JsonArray(Expected(200, "baik")))), answer).Lines());

    [Fact]
    public void The_answer_is_put_out_with_its_parts()
    {
        var outputs = Answered(Make.Node("Elsa.SendHttpRequest", "kirim", ("url", "https://stok.example/")), """{"statusCode":201,"parsedContent":{"n":1},"responseHeaders":{"ETag":"x"}}""").State.Outputs["kirim"]!;

        Assert.Equal(("201", """{"n":1}""", """{"ETag":"x"}"""), (outputs["statusCode"]!.ToJsonString(), outputs["parsedContent"]!.ToJsonString(), outputs["responseHeaders"]!.ToJsonString()));
        Assert.Equal("201", outputs["result"]!["statusCode"]!.ToJsonString());
    }

    [Fact]
    public void A_host_that_nobody_allowed_is_an_incident_and_no_way()
    {
        var state = Answered(Make.Node("Elsa.SendHttpRequest", "kirim", ("url", "https://stok.example/"), ("failedToConnect", Make.Line("putus"))), """{"refused":"stok.example tidak diizinkan"}""").State;

        Assert.Contains("stok.example tidak diizinkan", Assert.Single(state.Incidents!).Message, StringComparison.Ordinal);
    }

    private static JsonObject Expected(int status, string line) => new() { ["statusCode"] = status, ["activity"] = Make.Line(line) };

    private static JsonObject Asked(params (string, JsonNode?)[] inputs) =>
        Burst.Start(Make.Workflow(Make.Node("Elsa.SendHttpRequest", "kirim", inputs)), Given.Registry, Stimulus, [], []).Value.Effects.Select(e => e.Effect).OfType<SendRequest>().Single().Request;

    private static BurstResult Answered(JsonObject activity, string answer)
    {
        var definition = Make.Workflow(Make.Sequence("urut", activity, Make.Line("sesudah")));
        var waiting = WorkflowState.FromUtf8(Burst.Start(definition, Given.Registry, Stimulus, [], []).Value.State.ToUtf8());
        return Burst.Resume(definition, Given.Registry, Stimulus, waiting, Assert.Single(waiting.Bookmarks).Id, JsonNode.Parse(answer)!.AsObject()).Value;
    }
}
