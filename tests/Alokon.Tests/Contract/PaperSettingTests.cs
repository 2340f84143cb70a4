using System.Text.Json.Nodes;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>What an admin says about the office's papers: their size, the editions of forms, who signs for whom.</summary>
[Collection(ContractFacts.Name)]
public sealed class PaperSettingTests(ContractServer server)
{
    private const string Mandates = "/api/v1/operations/signing-mandates";

    [Fact]
    public async Task A_rejection_signed_on_behalf_of_the_head_says_so_on_the_paper_and_in_the_history()
    {
        var given = (await server.As("admin").PostAsync(Mandates, Mandate())).Expect(200);
        try
        {
            var journey = await (await Journey.StartAsync(server)).ToAsync("rekomendasi");
            (await journey.AnswerAsync("tolak", comment: "Laporan bulan lalu belum masuk.")).Expect(200);
            (await journey.AnswerAsync("tolak")).Expect(200);

            var letter = (await server.As("auditor").GetAsync($"{journey.Path}/documents")).Expect(200).Items.Single(d => d["code"]!.ToString() == "TOLAK");
            Assert.StartsWith("a.n. Kepala DP3AKB Kabupaten Grobogan, ", Assert.Single(letter["positions"]!.AsArray())!.ToString(), StringComparison.Ordinal);
            var told = (await server.As("auditor").GetAsync($"{journey.Path}/timeline")).Expect(200).Items.Single(e => e["kind"]!.ToString() == "document.signedOnBehalf");
            Assert.Equal(("TOLAK", "SK Nomor 800.1/77/2026", "2026-01-02"), (told["data"]!["document"]!.ToString(), told["data"]!["number"]!.ToString(), told["data"]!["dated"]!.ToString()));
        }
        finally
        {
            (await server.As("admin").PostAsync($"{Mandates}/{given["id"]}/end", new JsonObject { ["lastDay"] = "2020-01-01" })).Expect(200);
        }
    }

    [Fact]
    public async Task Only_an_admin_sets_them_and_a_wrong_field_is_named()
    {
        (await server.As("kabid").PostAsync(Mandates, Mandate())).Expect(403, "role-may-not");
        (await server.As("kabid").GetAsync(Mandates)).Expect(403, "role-may-not");
        (await server.As("kabid").PostAsync("/api/v1/operations/paper-size", new JsonObject { ["paper"] = "F4" })).Expect(403, "role-may-not");
        (await server.As("admin").PostAsync("/api/v1/operations/paper-size", new JsonObject { ["paper"] = "A3" })).Expect(422, field: "paper");
        (await server.As("admin").PostAsync("/api/v1/operations/paper-size", new JsonObject { ["paper"] = "A4" })).Expect(200);
        var wrong = Mandate();
        wrong["from"] = "kemarin";
        (await server.As("admin").PostAsync(Mandates, wrong)).Expect(422, field: "from");
        (await server.As("admin").PostAsync($"{Mandates}/{Guid.CreateVersion7()}/end", new JsonObject { ["lastDay"] = "2026-01-01" })).Expect(404, "signing-mandate-unknown");
    }

    [Fact]
    public async Task The_editions_of_forms_are_listed_and_their_days_set()
    {
        var editions = (await server.As("auditor").GetAsync("/api/v1/operations/editions")).Expect(200).Items.ToList();
        Assert.Contains(editions, e => e["code"]!.ToString() == "SKM");
        var order = new JsonObject { ["code"] = "SKM", ["edition"] = "99", ["from"] = "2027-01-01" };
        (await server.As("admin").PostAsync("/api/v1/operations/editions", order)).Expect(404, "template-edition-unknown");
        order["from"] = null;
        (await server.As("admin").PostAsync("/api/v1/operations/editions", order)).Expect(422, field: "from");
    }

    private static JsonObject Mandate() => new()
    {
        ["role"] = "kabid",
        ["kind"] = "an",
        ["codes"] = new JsonArray("TOLAK"),
        ["onBehalf"] = "Kepala DP3AKB Kabupaten Grobogan",
        ["number"] = "SK Nomor 800.1/77/2026",
        ["dated"] = "2026-01-02",
        ["from"] = "2020-01-01",
    };
}
