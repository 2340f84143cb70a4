using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Tests.Engine;
using Alokon.Tests.People;
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

    [Fact]
    public async Task Many_published_at_once_and_one_beside_them_do_not_wait_crosswise()
    {
        string[] ids = ["satu", "dua", "tiga"];
        foreach (var id in ids)
        {
            await _room.DoneAsync(new ImportDefinitions([new($"{id}.json", Door(id, $"stok/{id}"))]));
        }

        var all = _room.DoneAsync(new BulkDefinitions(BulkDeed.Publish, ids), AdminRoom.Siti);
        var each = ids.Reverse().Select(id => _room.DoneAsync(new PublishDefinition(id, null), AdminRoom.Budi)).ToList();

        await Task.WhenAll(each.Append((Task)all));
        foreach (var id in ids)
        {
            Assert.True((await _room.DoneAsync(new PublishDefinition(id, null))).AlreadyPublished);
        }
    }

    [Fact]
    public async Task A_file_that_wants_an_address_in_use_is_refused_and_the_start_goes_on()
    {
        await _room.DoneAsync(new ImportDefinitions([new("pintu.json", Door("pintu"))]));
        await _room.DoneAsync(new PublishDefinition("pintu", null));

        var refused = Assert.IsType<DefinitionRefusal.Faulty>(await ArriveAsync("berkas"));

        Assert.Equal("endpoint-taken", Assert.Single(refused.Findings).Code);
        await _room.DoneAsync(new RetractDefinition("pintu"));
        Assert.Null(await ArriveAsync("berkas"));
    }

    private async Task<Refusal?> ArriveAsync(string id)
    {
        await using var work = await _room.House.Database.NewUnitOfWork(PeopleHouse.Office);
        var arrived = await new DefinitionFiles(_room.Store).ArriveAsync(work, Given.Parse(Door(id)), default);
        await work.CommitAsync(default);
        return arrived.Refusal;
    }

    private static string Door(string id, string path = "stok/habis") => new JsonObject
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
                ["path"] = path,
                ["supportedMethods"] = new JsonArray("POST"),
                ["customProperties"] = new JsonObject { ["canStartWorkflow"] = true },
            }),
        },
    }.ToJsonString();
}
