using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Host.Demo;
using Alokon.Sop.Archive;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>Papers, timeline and pack, and what a stranger may ask about them.</summary>
[Collection(ContractFacts.Name)]
public sealed class PaperTests(ContractServer server)
{
    [Fact]
    public async Task A_pack_is_refused_before_the_end_and_verifies_after()
    {
        var running = await server.StandingAtAsync("teliti");
        (await server.As("auditor").GetAsync($"{running.Path}/pack")).Expect(409, "pack-not-sealed");

        var journey = await server.CompletedAsync();
        var pack = (await journey.PackAsync()).Expect(200);
        var key = (await PublicAsync("/api/v1/offices/3315/keys")).Expect(200).Items.First()["publicKey"]!.GetValue<string>();
        Assert.Equal("application/zip", pack.MediaType);
        var verified = PackVerifier.Verify(pack.Bytes, key);
        Assert.False(verified.IsRefused(out var fault), fault?.Message);
        Assert.True(verified.Value.OriginProven);
    }

    [Fact]
    public async Task A_withdrawn_case_has_its_pack_too()
    {
        var journey = await Journey.StartAsync(server);
        (await server.As("faskes").PostAsync($"{journey.Path}/withdraw", new JsonObject { ["reason"] = "Salah periode" })).Expect(200);
        var pack = (await journey.PackAsync()).Expect(200);
        Assert.False(PackVerifier.Verify(pack.Bytes, null).IsRefused(out var fault), fault?.Message);
    }

    [Fact]
    public async Task The_timeline_is_the_chain_that_the_pack_holds()
    {
        var journey = await server.CompletedAsync();
        var timeline = (await server.As("auditor").GetAsync($"{journey.Path}/timeline")).Expect(200).Items.ToList();
        foreach (var name in new[] { "seq", "at", "actor", "position", "kind", "step", "data", "hash" })
        {
            Assert.All(timeline, e => Assert.True(e.AsObject().ContainsKey(name), name));
        }

        Assert.Equal(Enumerable.Range(1, timeline.Count), timeline.Select(e => e["seq"]!.GetValue<int>()));
        var lines = await LinesAsync(journey);
        Assert.Equal(timeline.Select(e => e["hash"]!.ToString()).Take(lines.Count), lines.Select(l => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(l)))));
        Assert.Equal(timeline.Take(lines.Count - 1).Select(e => e["hash"]!.ToString()).Prepend(new string('0', 64)), lines.Select(l => JsonNode.Parse(l)!["prev"]!.ToString()));
    }

    [Fact]
    public async Task The_chain_holds_no_name_of_a_person_or_recipient()
    {
        var lines = string.Join('\n', await LinesAsync(await server.CompletedAsync()));
        Assert.DoesNotContain("Klinik KB Contoh", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(Names(), name => lines.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_is_listed_read_and_downloaded_as_what_its_hash_says()
    {
        var document = await DocumentAsync("SPMB");
        foreach (var name in new[] { "id", "code", "number", "status", "sha256", "pages", "createdAt" })
        {
            Assert.True(document.AsObject().ContainsKey(name), name);
        }

        var path = $"/api/v1/documents/{document["id"]}";
        Assert.Equal("ready", (await server.As("faskes").GetAsync(path)).Expect(200)["status"].ToString());
        var pdf = (await server.As("faskes").GetAsync($"{path}/pdf")).Expect(200);
        Assert.Equal("application/pdf", pdf.MediaType);
        Assert.Equal(document["sha256"]!.ToString(), Convert.ToHexStringLower(SHA256.HashData(pdf.Bytes)));
    }

    [Fact]
    public async Task Anybody_verifies_a_code_and_learns_no_name()
    {
        var document = await DocumentAsync("SPMB");
        var told = (await PublicAsync($"/api/v1/verify/{document["verificationCode"]}")).Expect(200);

        Assert.Equal("SPMB", told["code"].ToString());
        Assert.Equal(document["number"]!.ToString(), told["number"].ToString());
        Assert.Equal(document["sha256"]!.ToString(), told["sha256"].ToString());
        Assert.True(told["inForce"].GetValue<bool>());
        Assert.NotEmpty(told["positions"].AsArray());
        Assert.DoesNotContain(Names(), name => told.Text.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3315-AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("9999-AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("0000-AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    public async Task A_code_of_nothing_is_not_known(string code) =>
        (await PublicAsync($"/api/v1/verify/{code}")).Expect(404, "document-not-known");

    [Fact]
    public async Task A_PDF_is_known_only_as_long_as_not_a_byte_was_changed()
    {
        var document = await DocumentAsync("SPMB");
        var pdf = (await server.As("faskes").GetAsync($"/api/v1/documents/{document["id"]}/pdf")).Bytes;
        Assert.Equal(document["number"]!.ToString(), (await VerifyAsync(ApiUser.Content(pdf, "application/pdf"))).Expect(200)["number"].ToString());
        using var form = new MultipartFormDataContent { { ApiUser.Content(pdf, "application/pdf"), "file", "surat.pdf" } };
        (await VerifyAsync(form)).Expect(200);

        pdf[^20] ^= 1;
        (await VerifyAsync(ApiUser.Content(pdf, "application/pdf"))).Expect(404, "document-changed");
        (await VerifyAsync(ApiUser.Content([.. "%PDF-1.7 entah"u8], "application/pdf"))).Expect(404, "document-not-known");
        (await VerifyAsync(ApiUser.Content([], "application/pdf"))).Expect(404, "document-not-known");
        (await VerifyAsync(ApiUser.Content([1], "multipart/form-data"))).Expect(400);
        (await VerifyAsync(ApiUser.Content(new byte[10 * 1024 * 1024], "application/pdf"))).Expect(413, "body-too-large");
    }

    [Fact]
    public async Task An_office_publishes_its_keys()
    {
        var key = Assert.Single((await PublicAsync("/api/v1/offices/3315/keys")).Expect(200).Items);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", key["publicKey"]!.ToString());
        Assert.NotNull(key["validFrom"]);
        Assert.NotNull(key["validTo"]);
        (await PublicAsync("/api/v1/offices/9999/keys")).Expect(404);
    }

    [Fact]
    public async Task A_paper_is_handed_in_listed_and_given_back()
    {
        var journey = await Journey.StartAsync(server);
        byte[] pdf = [.. "%PDF-1.4 contoh"u8];
        var added = (await server.As("faskes").PostFormAsync($"{journey.Path}/attachments", () => Form("K/0/KB", pdf, "application/pdf"))).Expect(201);
        Assert.Equal(added["id"].ToString(), Assert.Single((await server.As("plkb").GetAsync($"{journey.Path}/attachments")).Expect(200).Items)["id"]!.ToString());
        Assert.Equal(pdf, (await server.As("plkb").GetAsync($"{journey.Path}/attachments/{added["id"]}")).Expect(200).Bytes);
        var before = await journey.SnapshotAsync();
        (await server.As("faskes").PostFormAsync($"{journey.Path}/attachments", () => Form("", pdf, "application/pdf"))).Expect(422, field: "kind");
        (await server.As("faskes").PostFormAsync($"{journey.Path}/attachments", () => Form("K/0/KB", "MZ"u8.ToArray(), "application/pdf"))).Expect(422, field: "file");
        (await server.As("faskes").PostFormAsync($"{journey.Path}/attachments", () => Form("K/0/KB", [], "application/pdf"))).Expect(422, field: "file");
        (await server.As("faskes").PostFormAsync($"{journey.Path}/attachments", () => Form("K/0/KB", new byte[9 * 1024 * 1024], "application/pdf"))).Expect(422, field: "file");
        (await server.As("faskes").PostFormAsync($"{journey.Path}/attachments", () => Form("K/0\0/KB", pdf, "application/pdf"))).Expect(422, field: "kind");
        (await server.As("faskes").PostAsync($"{journey.Path}/attachments")).Expect(422, field: "file");
        (await server.As("auditor").PostFormAsync($"{journey.Path}/attachments", () => Form("K/0/KB", pdf, "application/pdf"))).Expect(403);
        (await server.As("faskes-3315012").PostFormAsync($"{journey.Path}/attachments", () => Form("K/0/KB", pdf, "application/pdf"))).Expect(404);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Fact]
    public async Task A_list_that_names_persons_is_for_those_who_examine_or_decide()
    {
        var journey = await Journey.StartAsync(server);
        byte[] pdf = [.. "%PDF-1.4 daftar calon"u8];
        var added = (await server.As("faskes").PostFormAsync($"{journey.Path}/attachments", () => new MultipartFormDataContent
        {
            { new StringContent("Daftar calon penerima"), "kind" },
            { new StringContent("true"), "restricted" },
            { ApiUser.Content(pdf, "application/pdf"), "file", "daftar.pdf" },
        })).Expect(201);

        Assert.Equal(pdf, (await server.As("koordinator").GetAsync($"{journey.Path}/attachments/{added["id"]}")).Expect(200).Bytes);
        (await server.As("gudang").GetAsync($"{journey.Path}/attachments/{added["id"]}")).Expect(403, "attachment-restricted");
        (await server.As("auditor").GetAsync($"{journey.Path}/attachments/{added["id"]}")).Expect(403, "attachment-restricted");
    }

    private static MultipartFormDataContent Form(string kind, byte[] bytes, string mediaType) =>
        new() { { new StringContent(kind), "kind" }, { ApiUser.Content(bytes, mediaType), "file", "berkas.pdf" } };

    private static IEnumerable<string> Names() => DemoOffices.Read().Single(o => o.Code == ContractServer.Grobogan).Persons.Select(p => p.Name);

    private async Task<JsonNode> DocumentAsync(string code)
    {
        var journey = await server.CompletedAsync();
        return (await server.As("auditor").GetAsync($"{journey.Path}/documents")).Expect(200).Items.Single(d => d["code"]!.ToString() == code);
    }

    private async Task<List<string>> LinesAsync(Journey journey)
    {
        var pack = (await journey.PackAsync()).Expect(200);
        using var zip = new ZipArchive(new MemoryStream(pack.Bytes));
        using var reader = new StreamReader(zip.GetEntry("peristiwa.jsonl")!.Open());
        return [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private async Task<Answer> PublicAsync(string path)
    {
        using var response = await server.Http.GetAsync(path);
        return await Answer.OfAsync(response);
    }

    private async Task<Answer> VerifyAsync(HttpContent content)
    {
        using var response = await server.Http.PostAsync("/api/v1/verify", content);
        return await Answer.OfAsync(response);
    }
}
