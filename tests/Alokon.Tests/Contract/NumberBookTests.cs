using System.Text;
using System.Text.Json.Nodes;
using Alokon.Sop.Workflows.Intake;
using Alokon.Tests.Pages;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>The books of numbers over HTTP: who may look, who may write, and what leaves the house.</summary>
[Collection(ContractFacts.Name)]
public sealed class NumberBookTests(ContractServer server)
{
    private const string Books = "/api/v1/number-books";

    [Fact]
    public async Task A_paper_stands_in_its_book_with_case_position_and_date()
    {
        var journey = await server.CompletedAsync();
        var paper = (await server.As("auditor").GetAsync($"{journey.Path}/documents")).Expect(200).Items.Single(d => d["code"]!.ToString() == "SPMB");
        var number = paper["number"]!.ToString();

        var book = (await server.As("manajer").GetAsync(Books)).Expect(200).Items.Single(b => b["book"]!.ToString() == "spmb");
        var found = (await server.As("auditor").GetAsync($"{Books}/spmb/{book["year"]}?q={Uri.EscapeDataString(number)}")).Expect(200);

        var line = Assert.Single(found.Items);
        Assert.Equal((number, "inForce", "SPMB"), (line["line"]!["number"]!.ToString(), line["line"]!["status"]!.ToString(), line["line"]!["code"]!.ToString()));
        Assert.Equal(paper["positions"]!.ToJsonString(), line["line"]!["positions"]!.ToJsonString());
        var caseNumber = line["caseNumber"]!.ToString();
        Assert.StartsWith("AMR-3315-", caseNumber);
        Assert.Contains((await server.As("auditor").GetAsync($"{Books}/spmb/{book["year"]}?q={caseNumber}")).Expect(200).Items, l => l["line"]!["number"]!.ToString() == number);
        Assert.Empty(found["missing"].AsArray());
    }

    [Fact]
    public async Task An_admin_begins_a_book_puts_a_number_in_and_cancels_it_and_all_of_it_is_on_record()
    {
        var year = await YearAsync();
        var path = $"{Books}/surat-tugas/{year}";
        var admin = server.As("admin");
        (await admin.PostAsync($"{path}/start", new JsonObject { ["last"] = 88 })).Expect(422, field: "reason");
        (await admin.PostAsync($"{path}/start", new JsonObject { ["last"] = "x", ["reason"] = "Buku kertas" })).Expect(422, field: "last");
        var started = (await admin.PostAsync($"{path}/start", new JsonObject { ["last"] = 88, ["reason"] = "Buku kertas" }, key: "buku-st-88")).Expect(200);
        Assert.Equal(started.Text, (await admin.PostAsync($"{path}/start", new JsonObject { ["last"] = 88, ["reason"] = "Buku kertas" }, key: "buku-st-88")).Expect(200).Text);
        (await admin.PostAsync($"{path}/start", new JsonObject { ["last"] = 88, ["reason"] = "Lagi" })).Expect(409, "number-already-taken");

        var inserted = (await admin.PostAsync($"{path}/inserted", new JsonObject { ["follows"] = 7, ["suffix"] = "e", ["code"] = "ST", ["title"] = "=Tugas pendampingan", ["reason"] = "Terlewat" })).Expect(201);
        Assert.Contains("/7e/ST/", inserted["number"].ToString());
        (await admin.PostAsync($"{path}/inserted", new JsonObject { ["follows"] = 7, ["code"] = "ST", ["case"] = "AMR-3315-2026-10-9999", ["reason"] = "Terlewat" })).Expect(422, field: "case");
        (await admin.PostAsync($"{path}/inserted", new JsonObject { ["follows"] = 7, ["code"] = "ST", ["date"] = "5 Oktober", ["reason"] = "Terlewat" })).Expect(422, field: "date");
        (await admin.PostAsync($"{Books}/inserted/{inserted["id"]}/cancel")).Expect(422, field: "reason");
        Assert.Equal("cancelled", (await admin.PostAsync($"{Books}/inserted/{inserted["id"]}/cancel", new JsonObject { ["reason"] = "Tidak jadi" })).Expect(200)["status"].ToString());

        var kinds = (await server.As("auditor").GetAsync($"/api/v1/papers/trail?subject=surat-tugas/{year}")).Expect(200).Items.Select(i => i["kind"]!.ToString());
        Assert.Equal(["number.inserted", "book.started"], kinds);

        var csv = (await server.As("auditor").GetAsync($"{path}/register.csv")).Expect(200);
        Assert.Equal([0xEF, 0xBB, 0xBF], csv.Bytes[..3]);
        Assert.Contains("'=Tugas pendampingan", Encoding.UTF8.GetString(csv.Bytes));
        var rows = XlsxGrid.Read((await server.As("auditor").GetAsync($"{path}/register.xlsx")).Expect(200).Bytes).Value;
        Assert.Equal(["No. urut", "Sisipan", "Nomor", "Tanggal"], rows[0].Take(4));
        Assert.Equal("=Tugas pendampingan", rows.Single(r => r[1] == "e")[5]);
        Assert.Equal("Batal", rows.Single(r => r[1] == "e")[8]);
    }

    [Theory]
    [InlineData("plkb")]
    [InlineData("kabid")]
    [InlineData("gudang")]
    public async Task Who_does_not_watch_the_books_may_not_read_them(string username)
    {
        (await server.As(username).GetAsync(Books)).Expect(403);
        (await server.As(username).GetAsync($"{Books}/spmb/2026")).Expect(403);
        (await server.As(username).GetAsync($"{Books}/spmb/2026/register.csv")).Expect(403);
    }

    [Theory]
    [InlineData("manajer")]
    [InlineData("auditor")]
    [InlineData("pengelola")]
    public async Task Only_an_admin_writes_into_a_book(string username)
    {
        (await server.As(username).PostAsync($"{Books}/spmb/2026/start", new JsonObject { ["last"] = 5000, ["reason"] = "Coba" })).Expect(403);
        (await server.As(username).PostAsync($"{Books}/spmb/2026/inserted", new JsonObject { ["follows"] = 1, ["code"] = "SPMB", ["reason"] = "Coba" })).Expect(403);
        (await server.As(username).PostAsync($"{Books}/inserted/{Guid.Empty}/cancel", new JsonObject { ["reason"] = "Coba" })).Expect(403);
    }

    [Fact]
    public async Task A_book_or_year_of_nothing_is_told()
    {
        (await server.As("admin").GetAsync($"{Books}/tidak-ada/2026")).Expect(404, "number-book-not-found");
        (await server.As("admin").GetAsync($"{Books}/spmb/1")).Expect(422, field: "year");
        (await server.As("admin").PostAsync($"{Books}/tidak-ada/{await YearAsync()}/start", new JsonObject { ["last"] = 5, ["reason"] = "Coba" })).Expect(404, "number-book-not-found");
        (await server.As("admin").PostAsync($"{Books}/inserted/{Guid.Empty}/cancel", new JsonObject { ["reason"] = "Coba" })).Expect(404, "number-not-found");
    }

    [Fact]
    public async Task The_page_does_all_of_it_without_script()
    {
        var year = await YearAsync();
        var address = $"/buku-nomor/surat-jalan/{year}";
        var admin = new PageVisitor(server, "admin");
        Assert.Contains("surat jalan", (await admin.OpenAsync("/buku-nomor")).Expect(200).Text, StringComparison.OrdinalIgnoreCase);
        var page = (await admin.OpenAsync(address)).Expect(200);
        Assert.Contains("Alasan", (await admin.SendAsync(page, "mulai", [("last", "12")])).Expect(422).Text);
        (await admin.SendAsync(page, "mulai", [("last", "12"), ("reason", "Buku kertas sampai 12")])).Expect(303);

        page = (await admin.OpenAsync(address)).Expect(200);
        var refused = (await admin.SendAsync(page, "sisipkan", [("follows", "13"), ("title", "Pengantar"), ("reason", "Terlewat")])).Expect(409);
        Assert.Contains("Nomor 13 belum pernah diberikan", refused.Text);
        Assert.Equal("Pengantar", refused.Fields("sisipkan").Single(f => f.Name == "title").Value);
        (await admin.SendAsync(page, "sisipkan", [("follows", "12"), ("title", "Pengantar"), ("reason", "Terlewat")])).Expect(303);

        page = (await admin.OpenAsync(address)).Expect(200);
        Assert.Contains("Pengantar", page.Text);
        Assert.Contains("Buku kertas sampai 12", page.Text);
        var cancel = page.Html[(page.Html.IndexOf("?batalkan=", StringComparison.Ordinal) + "?batalkan=".Length)..][..36];
        var asking = (await admin.OpenAsync($"{address}?batalkan={cancel}")).Expect(200);
        (await admin.SendAsync(asking, "batalkan", [("reason", "Tidak jadi dikirim")])).Expect(303);
        Assert.Contains("Batal", (await admin.OpenAsync(address)).Expect(200).Text);

        var auditor = (await new PageVisitor(server, "auditor").OpenAsync(address)).Expect(200);
        Assert.Contains("Tidak jadi dikirim", auditor.Text);
        Assert.DoesNotContain("Ambil nomor sisipan", auditor.Text);
        (await new PageVisitor(server, "plkb").OpenAsync(address)).Expect(403);
    }

    private async Task<string> YearAsync() => (await server.As("admin").GetAsync(Books)).Expect(200)["year"].ToString();
}
