using System.Text.Json.Nodes;
using Alokon.Tests.Pages;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>An office edits its templates: what may come into force, who may, and what becomes of papers that were issued before.</summary>
[Collection(ContractFacts.Name)]
public sealed class TemplateEditingTests(ContractServer server)
{
    private const string Templates = "/api/v1/templates";

    private ApiUser Admin => server.As("admin");

    [Fact]
    public async Task A_new_version_comes_into_force_is_compared_and_taken_back()
    {
        var before = (await Admin.GetAsync($"{Templates}/KPB")).Expect(200);
        var (body, style) = (before["text"]["body"]!.ToString(), before["text"]["style"]!.ToString());
        var version = Current(before);

        var published = (await PublishAsync("KPB", body.Replace("<h1", "<p class=\"uji\">Baris baru dinas</p>\n<h1", StringComparison.Ordinal) + "\n<!-- akhir -->\n", style, version, 0, "Baris dinas")).Expect(201);
        Assert.Equal((version + 1, "edited", "Baris dinas"), (published["version"].GetValue<int>(), published["source"].ToString(), published["note"].ToString()));
        Assert.Equal("edited", (await server.As("auditor").GetAsync(Templates)).Expect(200).Items.Single(t => t["name"]!.ToString() == "KPB")["current"]!["source"]!.ToString());

        var compared = (await server.As("manajer").GetAsync($"{Templates}/KPB/compare?from={version}&to={version + 1}")).Expect(200);
        var file = Assert.Single(compared["files"].AsArray())!;
        Assert.Equal("template.sbnhtml", file["file"]!.ToString());
        Assert.True(file["count"]!["added"]!.GetValue<int>() >= 1);

        // Nothing changed is no version; somebody who saw an older one is told.
        var now = (await Admin.GetAsync($"{Templates}/KPB")).Expect(200);
        (await PublishAsync("KPB", now["text"]["body"]!.ToString(), style, version + 1, 0, "Tidak ada")).Expect(409, "template-unchanged");
        (await PublishAsync("KPB", body, style, version, 0, "Dari layar lama")).Expect(412, "template-stale");

        var back = (await Admin.PostAsync($"{Templates}/KPB/restore", new JsonObject { ["to"] = 0, ["version"] = version + 1, ["note"] = "Kembali ke bawaan" })).Expect(200);
        Assert.Equal((version + 2, "shipped"), (back["version"].GetValue<int>(), back["source"].ToString()));
        var after = (await Admin.GetAsync($"{Templates}/KPB")).Expect(200);
        Assert.Equal(body, after["text"]["body"]!.ToString());
        Assert.True(after["isShipped"].GetValue<bool>());
        var kinds = (await server.As("auditor").GetAsync("/api/v1/papers/trail?subject=KPB")).Expect(200).Items.Select(i => i["kind"]!.ToString());
        Assert.Equal(["template.published", "template.published"], kinds.Take(2));
    }

    [Fact]
    public async Task A_paper_issued_before_keeps_the_version_it_was_made_with()
    {
        var journey = await server.CompletedAsync();
        var paper = (await server.As("auditor").GetAsync($"{journey.Path}/documents")).Expect(200).Items.Single(d => d["code"]!.ToString() == "REKAP");
        var pdf = (await server.As("auditor").GetAsync($"/api/v1/documents/{paper["id"]}/pdf")).Expect(200).Bytes;
        var before = (await Admin.GetAsync($"{Templates}/REKAP")).Expect(200);

        (await PublishAsync("REKAP", before["text"]["body"]! + "<p>Tambahan</p>\n", before["text"]["style"]!.ToString(), Current(before), 0, "Tambahan")).Expect(201);

        Assert.Equal(pdf, (await server.As("auditor").GetAsync($"/api/v1/documents/{paper["id"]}/pdf")).Expect(200).Bytes);
        await using var work = await server.WorkAsync();
        await using var command = work.Connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM documents.document AS d JOIN documents.template AS t ON t.office = d.office AND t.code = d.code AND t.hash = d.template_hash AND t.edition = d.edition WHERE d.id = $1 AND NOT t.is_current";
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = Guid.Parse(paper["id"]!.ToString()) });
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("<p>{{ dokumen.nomer }}</p>", 1, "nomer")] // the example has no such field
    [InlineData("<p>\n{{ dokumen. }}</p>", 2, null)] // not the language
    [InlineData("<p>x</p>\n<script>{{ dokumen.nomor }}</script>", 2, "script")]
    [InlineData("<p>x</p>\n<img src=\"https://contoh.id/logo.png\">", 2, "data:image")]
    [InlineData("<p>{{ for i in 1..200000 }}x{{ end }}</p>", 1, null)] // never cut silently
    public async Task What_cannot_print_is_not_published_and_says_where(string body, int line, string? about)
    {
        var before = (await Admin.GetAsync($"{Templates}/SJ")).Expect(200);

        var refused = (await PublishAsync("SJ", body, "", Current(before), 0, "Rusak")).Expect(422, "template-faulty");

        var finding = refused["current"].AsArray()[0]!;
        Assert.Equal(("template.sbnhtml", line), (finding["file"]!.ToString(), finding["line"]!.GetValue<int>()));
        Assert.True(finding["column"]!.GetValue<int>() >= 1);
        Assert.Contains(about ?? "", finding["message"]!.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before.Text, (await Admin.GetAsync($"{Templates}/SJ")).Expect(200).Text);
        (await Admin.PostAsync($"{Templates}/SJ/check", new JsonObject { ["body"] = body, ["style"] = "" })).Expect(422, "template-faulty");
    }

    [Fact]
    public async Task A_draft_is_kept_with_its_faults_and_the_second_admin_is_told()
    {
        var begin = (await Admin.GetAsync($"{Templates}/SBBM")).Expect(200);
        var broken = new JsonObject { ["body"] = "<p>{{ belum", ["style"] = "p { }\r\n", ["revision"] = 0 };
        Assert.Equal(1, (await Admin.PostAsync($"{Templates}/SBBM/draft", broken)).Expect(200)["revision"].GetValue<int>());

        (await Admin.PostAsync($"{Templates}/SBBM/draft", broken.DeepClone())).Expect(412, "template-draft-stale");
        (await PublishAsync("SBBM", begin["text"]["body"] + "\n", "", Current(begin), 0, "Di atas draf orang lain")).Expect(412, "template-draft-stale");
        var kept = (await Admin.GetAsync($"{Templates}/SBBM")).Expect(200);
        Assert.Equal(("<p>{{ belum", "p { }\n"), (kept["draft"]["text"]!["body"]!.ToString(), kept["draft"]["text"]!["style"]!.ToString()));
        Assert.Equal(Current(begin), Current(kept));

        (await PublishAsync("SBBM", begin["text"]["body"] + "<p>Selesai</p>\n", begin["text"]["style"]!.ToString(), Current(begin), 1, "Selesai")).Expect(201);
        Assert.Null((await Admin.GetAsync($"{Templates}/SBBM")).Expect(200).Body!["draft"]);
        (await Admin.PostAsync($"{Templates}/SBBM/draft/drop", new JsonObject { ["revision"] = 1 })).Expect(412, "template-draft-stale");
    }

    [Fact]
    public async Task A_text_is_filled_in_with_the_example_or_with_what_a_case_said()
    {
        var journey = await server.CompletedAsync();
        var paper = (await server.As("auditor").GetAsync($"{journey.Path}/documents")).Expect(200).Items.Single(d => d["code"]!.ToString() == "SPMB");
        var number = (await server.As("auditor").GetAsync(journey.Path)).Expect(200)["number"].ToString();
        var text = new JsonObject { ["body"] = "<p>Nomor {{ dokumen.nomor }}</p>", ["style"] = "" };

        Assert.DoesNotContain(paper["number"]!.ToString(), (await Admin.PostAsync($"{Templates}/SPMB/preview", text)).Expect(200)["html"].ToString());
        var real = text.DeepClone();
        real["case"] = number;
        Assert.Contains(paper["number"]!.ToString(), (await Admin.PostAsync($"{Templates}/SPMB/preview", real)).Expect(200)["html"].ToString());
        var pdf = (await Admin.PostAsync($"{Templates}/SPMB/preview.pdf", real.DeepClone())).Expect(200);
        Assert.Equal("%PDF", pdf.Text[..4]);
        real["case"] = "AMR-3206-2026-10-0001";
        (await Admin.PostAsync($"{Templates}/SPMB/preview", real)).Expect(422, field: "case");
        real["case"] = number;
        (await Admin.PostAsync($"{Templates}/BAPM/preview", real.DeepClone())).Expect(422, field: "case");
        (await server.As("admin", ContractServer.Tasikmalaya).PostAsync($"{Templates}/SPMB/preview", real.DeepClone())).Expect(422, field: "case");
        text["body"] = "<p>{{ dokumen.nomer }}</p>";
        var holes = (await Admin.PostAsync($"{Templates}/SPMB/preview", text.DeepClone())).Expect(200);
        Assert.Null(holes.Body!["html"]);
        Assert.Equal(1, Assert.Single(holes["findings"].AsArray())!["line"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("manajer", 200)]
    [InlineData("auditor", 200)]
    [InlineData("plkb", 403)]
    [InlineData("kabid", 403)]
    public async Task Only_an_admin_changes_a_template_and_only_those_who_watch_read_it(string username, int reads)
    {
        var user = server.As(username);
        (await user.GetAsync(Templates)).Expect(reads);
        (await user.GetAsync($"{Templates}/SPMB")).Expect(reads);
        (await user.GetAsync($"{Templates}/SPMB/compare")).Expect(reads);
        foreach (var deed in new[] { "check", "preview", "preview.pdf", "draft", "draft/drop", "publish", "restore" })
        {
            (await user.PostAsync($"{Templates}/SPMB/{deed}", new JsonObject { ["body"] = "<p>x</p>", ["style"] = "", ["note"] = "x", ["version"] = 1, ["revision"] = 0, ["to"] = 0 })).Expect(403);
        }
    }

    [Fact]
    public async Task A_template_or_version_of_nothing_is_told()
    {
        (await Admin.GetAsync($"{Templates}/XYZ")).Expect(404, "template-not-found");
        (await Admin.GetAsync($"{Templates}/..%2F..%2Fetc")).Expect(404);
        (await Admin.GetAsync($"{Templates}/SPMB/compare?from=77")).Expect(404, "template-version-not-found");
        var now = (await Admin.GetAsync($"{Templates}/SPB")).Expect(200);
        (await Admin.PostAsync($"{Templates}/SPB/restore", new JsonObject { ["to"] = 77, ["version"] = Current(now), ["note"] = "x" })).Expect(404, "template-version-not-found");
        (await Admin.PostAsync($"{Templates}/SPB/restore", new JsonObject { ["to"] = 0, ["version"] = Current(now) })).Expect(422, field: "note");
        (await PublishAsync("SPB", "<p>x</p>", "", Current(now), 0, "")).Expect(422, field: "note");
        (await PublishAsync("SPB", $"<p>{new string('x', 400_001)}</p>", "", Current(now), 0, "Besar")).Expect(422, "template-faulty");
    }

    [Fact]
    public async Task The_editor_works_without_script_and_its_preview_may_do_nothing()
    {
        var admin = new PageVisitor(server, "admin");
        Assert.Contains("Kartu persediaan", (await admin.OpenAsync("/template-surat")).Expect(200).Text);
        var page = (await admin.OpenAsync("/template-surat/PGD")).Expect(200);
        var body = page.Fields("sunting").Single(f => f.Name == "body").Value;

        var shown = (await admin.SendAsync(page with { Path = "/template-surat/PGD/pratinjau" }, "sunting", [])).Expect(200);
        Assert.Contains("<!DOCTYPE html>", shown.Html);
        var hole = (await admin.SendAsync(page with { Path = "/template-surat/PGD/pratinjau" }, "sunting", [("body", "<p>\n{{ dokumen.nomer }}</p>")])).Expect(422);
        Assert.Contains("Isi surat, baris 2, kolom", hole.Text);

        var refused = (await admin.SendAsync(page, "sunting", [("tindakan", "terbit"), ("note", "Coba"), ("body", "<p>\n{{ dokumen.nomer }}</p>")])).Expect(422);
        Assert.Contains("baris 2, kolom", refused.Text);
        Assert.Contains("class=\"bad\"", refused.Html);
        Assert.Equal("<p>\n{{ dokumen.nomer }}</p>", refused.Fields("sunting").Single(f => f.Name == "body").Value);

        (await admin.SendAsync(page, "sunting", [("tindakan", "draf"), ("body", body + "<p>Draf</p>")])).Expect(303);
        var drafted = (await admin.OpenAsync("/template-surat/PGD")).Expect(200);
        Assert.Contains("<p>Draf</p>", drafted.Fields("sunting").Single(f => f.Name == "body").Value);
        Assert.Contains("1 baris", (await admin.OpenAsync("/template-surat/PGD/bandingkan")).Expect(200).Text);
        (await admin.SendAsync(page, "sunting", [("tindakan", "draf")])).Expect(412);
        Assert.Equal("/template-surat/PGD?selesai=terbit", (await admin.SendAsync(drafted, "sunting", [("tindakan", "terbit"), ("note", "Paragraf draf")])).Expect(303).Location);
        var edited = (await admin.OpenAsync("/template-surat/PGD")).Expect(200);
        (await admin.SendAsync(edited, "kembali", [("to", "0"), ("note", "Kembali")])).Expect(303);
        Assert.Contains("bawaan", (await admin.OpenAsync("/template-surat/PGD")).Expect(200).Text);

        var auditor = (await new PageVisitor(server, "auditor").OpenAsync("/template-surat/PGD")).Expect(200);
        Assert.DoesNotContain("<textarea", auditor.Html);
        (await new PageVisitor(server, "plkb").OpenAsync("/template-surat/PGD")).Expect(403);
        (await new PageVisitor(server, "auditor").SendAsync(page with { Path = "/template-surat/PGD/pratinjau" }, "sunting", [])).Expect(400);
    }

    private static int Current(Answer template) => template["versions"].AsArray()[0]!["version"]!.GetValue<int>();

    private Task<Answer> PublishAsync(string name, string body, string style, int version, int revision, string note) =>
        Admin.PostAsync($"{Templates}/{name}/publish", new JsonObject { ["body"] = body, ["style"] = style, ["version"] = version, ["revision"] = revision, ["note"] = note });
}
