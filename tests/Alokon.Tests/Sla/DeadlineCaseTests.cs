using System.Text.Json.Nodes;
using Alokon.Host.Commands;
using Alokon.Sop.Sla;
using Xunit;

namespace Alokon.Tests.Sla;

public sealed class DeadlineCaseTests
{
    private static readonly string File30 = Path.Combine(AppContext.BaseDirectory, "Sla", "Data", "sla-cases.json");

    public static TheoryData<string, string, string> Known()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var one in JsonNode.Parse(File.ReadAllText(File30))!.AsArray())
        {
            data.Add((string)one!["id"]!, one.ToJsonString(), (string)one["due_local"]!);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_deadline_holds(string id, string one, string due) =>
        Assert.Equal((id, due), Only($"[{one}]"));

    [Fact]
    public void All_thirty_are_there() => Assert.Equal(30, Known().Count());

    [Theory]
    [InlineData("{", "cases.json: not JSON")]
    [InlineData("{}", "expected an array, but found {}")]
    [InlineData("[1]", "Expected an object at [0], but found 1")]
    [InlineData("""[{"id":"A","rule":"Sometime","quantity":1,"calendar":"ID-5day","start_local":"2026-10-05T09:15"}]""", "at [0].rule, but found \"Sometime\"")]
    [InlineData("""[{"id":"A","rule":"WorkingMinutes","quantity":-3,"calendar":"ID-5day","start_local":"2026-10-05T09:15"}]""", "at [0].quantity, but found -3")]
    [InlineData("""[{"id":"A","rule":"WorkingMinutes","quantity":1.5,"calendar":"ID-5day","start_local":"2026-10-05T09:15"}]""", "at [0].quantity, but found 1.5")]
    [InlineData("""[{"id":"A","rule":"WorkingMinutes","quantity":3,"calendar":"ID-9day","start_local":"2026-10-05T09:15"}]""", "at [0].calendar, but found \"ID-9day\"")]
    [InlineData("""[{"id":"A","rule":"WorkingMinutes","quantity":3,"calendar":"ID-5day@before-soon","start_local":"2026-10-05T09:15"}]""", "at [0].calendar")]
    [InlineData("""[{"id":"A","rule":"WorkingMinutes","quantity":3,"calendar":"ID-5day","start_local":"2026-13-05T09:15"}]""", "at [0].start_local, but found \"2026-13-05T09:15\"")]
    [InlineData("""[{"id":"A","rule":"WorkingMinutes","quantity":3,"calendar":"ID-5day","start_local":"9999-12-31T09:15"}]""", "at [0].start_local")]
    [InlineData("""[{"rule":"WorkingMinutes","quantity":3,"calendar":"ID-5day","start_local":"2026-10-05T09:15"}]""", "Expected a text at [0].id, but found nothing")]
    public void A_broken_case_is_refused_by_field_and_value(string json, string expected) =>
        Assert.Contains(expected, DeadlineCase.ParseAll(json, "cases.json").Refusal!.Message);

    [Fact]
    public async Task The_command_refuses_a_file_that_is_not_there() =>
        Assert.Equal(1, await SlaCommand.RunAsync(["due", "--cases", "/nowhere/cases.json"]));

    [Fact]
    public async Task The_command_refuses_other_words() =>
        Assert.Equal(2, await SlaCommand.RunAsync(["when"]));

    private static (string Id, string Due) Only(string json)
    {
        var answer = Assert.Single(DeadlineCase.ParseAll(json, "cases.json").Value).ToJson();
        return ((string)answer["id"]!, (string)answer["due_local"]!);
    }
}
