using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Xunit;

namespace Alokon.Tests.Workflows;

/// <summary>Two admins publish at the same instant.</summary>
public sealed class PublishTogetherTests : IAsyncLifetime
{
    private AdminRoom _room = null!; // opened before every test

    public async Task InitializeAsync() => _room = await AdminRoom.OpenAsync();

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task One_gets_the_address_and_the_others_are_told_whose_it_is()
    {
        string[] ids = [.. Enumerable.Range(1, 8).Select(i => $"pintu-{i}")];
        foreach (var id in ids)
        {
            await _room.DoneAsync(new ImportDefinitions([new($"{id}.json", Door(id))]));
        }

        var answers = await Task.WhenAll(ids.Select((id, i) => _room.SendAsync(new PublishDefinition(id, null), i % 2 == 0 ? AdminRoom.Siti : AdminRoom.Budi)));

        var winner = ids[Array.FindIndex(answers, answer => !answer.IsRefused(out _))];
        Assert.Single(answers, answer => !answer.IsRefused(out _));
        foreach (var refusal in answers.Select(answer => answer.Refusal).OfType<Refusal>())
        {
            var finding = Assert.Single(Assert.IsType<DefinitionRefusal.Faulty>(refusal).Findings);
            Assert.Equal(("endpoint-taken", "pintu"), (finding.Code, finding.ActivityId));
            Assert.Contains($"alur {winner}", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_draft_is_published_once()
    {
        await _room.DoneAsync(new ImportDefinitions([new("pintu.json", Door("pintu"))]));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _room.DoneAsync(new PublishDefinition("pintu", null), i % 2 == 0 ? AdminRoom.Siti : AdminRoom.Budi)));

        Assert.Single(answers, answer => !answer.AlreadyPublished);
        Assert.All(answers, answer => Assert.Equal(1, answer.Definition.Version));
    }

    private static string Door(string id) => new JsonObject
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["root"] = new JsonObject
        {
            ["id"] = "urut",
            ["type"] = "Elsa.Sequence",
            ["activities"] = new JsonArray(new JsonObject
            {
                ["id"] = "pintu",
                ["type"] = "Elsa.HttpEndpoint",
                ["path"] = "stok/habis",
                ["supportedMethods"] = new JsonArray("POST"),
                ["customProperties"] = new JsonObject { ["canStartWorkflow"] = true },
            }),
        },
    }.ToJsonString();
}
