using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Host;
using Alokon.Host.Texts;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Alokon.Sop.Workflows.Printing;
using Alokon.Sop.Workflows.Table;
using Alokon.Tests.Engine;
using Alokon.Tests.Workflows.Intake;
using Xunit;

namespace Alokon.Tests.Workflows.Printing;

/// <summary>The sheet of an SOP AP: its cells, its symbols, its lines.</summary>
public sealed class SheetTests
{
    private static readonly string Folder = Path.Combine(Given.Root, "templates", "SOP");
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly bool Renew = Environment.GetEnvironmentVariable("ALOKON_RENEW_EXPECTED") == "1";

    [Fact]
    public async Task The_example_of_the_template_is_the_sheet_of_the_shipped_SOP_and_renders_as_expected()
    {
        var model = Example();
        var rendered = TemplateFiles.Read(Path.Combine(Given.Root, "templates"), "SOP")!.Render(model, default).Text!;
        if (Renew)
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, "example.json"), model.ToJsonString(Readable) + "\n");
            await File.WriteAllTextAsync(Path.Combine(Folder, "expected.html"), rendered);
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "example.json"))), model));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, "expected.html")), rendered);
    }

    [Fact]
    public void Each_row_has_one_symbol_in_the_column_of_its_performer()
    {
        var model = Model(Given.Parse(Given.Grobogan));

        Assert.Equal(["Faskes", "PLKB", "Koordinator PLKB", "Kepala Bidang KB", "Pengelola Gudang", "Petugas Pengirim", "Pengelola Alokon"], model["kolom"]!.AsArray().Select(k => k!.GetValue<string>()));
        Assert.Equal(
            [
                "mulai-selesai(Mulai) keputusan - - - - -", "proses(Perbaiki) - keputusan - - - -", "- - proses - - - -", "proses(Perbaiki) - - keputusan mulai-selesai(Selesai) - -", "- - - - proses - -",
                "- - - - - proses -", "proses - - - - - -", "- proses - - - - -", "proses - - - - - -", "- - - - - - mulai-selesai",
            ],
            model["baris"]!.AsArray().Select(row => string.Join(' ', row!["sel"]!.AsArray().Select(Symbol))));
    }

    [Fact]
    public void Two_tasks_of_one_row_of_the_SOP_share_its_number_and_its_standard() =>
        Assert.Equal([1, 1, 2, 0, 1, 2, 0, 1, 1, 1], Model(Given.Parse(Given.Grobogan))["baris"]!.AsArray().Select(row => row!["gabung"]!.GetValue<int>()));

    [Fact]
    public void What_was_never_said_is_a_dash_and_every_column_of_the_SOP_is_there()
    {
        var draft = Given.Parse(Sop.Workflows.Intake.DraftDefinition.Of(SeedTests.Read("banyuwangi"), "b", "b", 3510));
        var model = Model(draft);
        Fill(model);

        var page = TemplateFiles.Read(Path.Combine(Given.Root, "templates"), "SOP")!.Render(model, default).Text!;

        Assert.Contains("Kepala SKPD", page);
        Assert.Contains("KONSELING", page);
        Assert.Contains("<th>Nomor SOP</th><td>–</td>", page);
        Assert.Contains("NIP. ………", page);
        Assert.Contains("KONSEP, belum berlaku", page);
    }

    /// <summary>A line that leaves one cell enters the next: no stroke ends in the air.</summary>
    [Theory]
    [InlineData("grobogan")]
    [InlineData("kota-tangerang")]
    public void Every_row_is_reached_by_an_arrow(string which)
    {
        var definition = which == "grobogan" ? Given.Parse(Given.Grobogan) : WithPerformers(which);
        var rows = Model(definition)["baris"]!.AsArray();

        for (var i = 1; i < rows.Count; i++)
        {
            Assert.Contains(rows[i]!["sel"]!.AsArray(), cell => cell!["simbol"] is not null && cell["garis"]!.AsArray().Any(stroke => stroke!.GetValue<string>() is "lurus" or "masuk" or "lajur-kiri-panah" or "lajur-kanan-panah"));
        }
    }

    private static WorkflowDefinition WithPerformers(string seed)
    {
        var draft = Given.Parse(Sop.Workflows.Intake.DraftDefinition.Of(SeedTests.Read(seed), "d", "d", 3671));
        var table = SopTableReader.Read(draft, Composition.Activities);
        string[] roles = ["kadis", "kabid", "plkb", "plkb", "plkb", "kabid", "faskes", "plkb"];
        return Given.Parse(SopTableWriter.Write(draft, Composition.Activities, table with { Rows = [.. table.Rows.Select((row, i) => row with { Role = roles[i] })] }));
    }

    private static string Symbol(JsonNode? cell) =>
        cell!["simbol"] is { } symbol ? symbol.GetValue<string>() + (cell["teks"]!.GetValue<string>() is { Length: > 0 } text ? $"({text})" : "") : "-";

    private static JsonObject Example()
    {
        var model = Model(Given.Parse(Given.Grobogan));
        model["konsep"] = false;
        model["berlaku"] = true;
        Fill(model);
        return model;
    }

    private static void Fill(JsonObject model)
    {
        model["kop"] = DocumentModel.Kop(new Letterhead(
            "PEMERINTAH KABUPATEN GROBOGAN", "DINAS PEMBERDAYAAN PEREMPUAN, PERLINDUNGAN ANAK DAN KELUARGA BERENCANA", "DP3AKB", "Jalan Contoh Nomor 1, Purwodadi", "0292-000000", "dp3akb@contoh.example", "https://contoh.example", "58111", "Purwodadi", "Asia/Jakarta", Demo: true));
        model["demo"] = true;
    }

    private static JsonObject Model(WorkflowDefinition definition)
    {
        var stored = new StoredDefinition(definition.DefinitionId, definition.Version, definition.VersionId, definition.Name, "", "draft", "admin", "", true, Given.Now, "Siti", null);
        return SheetModel.Of(SopTableReader.Read(definition, Composition.Activities), SopWays.Of(definition, Composition.Activities), stored, Roles.All.ToDictionary(role => role, role => Words.Of("role", role)));
    }
}
