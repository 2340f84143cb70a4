using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Host;
using Alokon.Sop.Workflows.Table;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows.Table;

/// <summary>The table and the graph are two views of one definition.</summary>
public sealed class SopTableTests
{
    private static readonly ActivityRegistry Registry = Composition.Activities;
    private static readonly WorkflowDefinition Grobogan = Given.Parse(Given.Grobogan);

    [Fact]
    public void The_table_of_Grobogan_is_the_table_of_its_SOP()
    {
        var table = Read(Grobogan);

        Assert.Equal(
            ["1 terima plkb", "2 teliti koordinator", "3 rekomendasi koordinator", "3 disposisi kabid", "4 kirim gudang", "5 serahkan pengirim", "5 cocokkan faskes", "6 salurkan plkb", "6 lapor faskes", "7 arsip pengelola"],
            table.Main.Select(row => $"{row.Number} {row.Step} {row.Role}"));
        Assert.Equal(("2 hari", "Terisi form isian usulan kebutuhan alkon"), (table.Rows[0].Waktu, table.Rows[0].Output));
        Assert.Equal(["perbaiki-disposisi", "perbaiki-teliti", "perbaiki-terima"], table.Rows.Where(row => row.Place == SopPlace.Detour).Select(row => row.Step).Order());
        Assert.Equal("068.2/1538.1/X/2017", table.Head.Number);
    }

    [Fact]
    public void A_table_that_nobody_changed_writes_the_very_same_text() =>
        Assert.Same(Grobogan.Json, SopTableWriter.Write(Grobogan, Registry, Read(Grobogan)));

    [Fact]
    public void Whatever_the_table_cannot_show_stays_when_a_cell_changes()
    {
        var changed = Edit(Grobogan, rows => rows[1] = rows[1] with { Keterangan = "Meneliti dengan saksama" });

        var before = JsonNode.Parse(Grobogan.Json)!;
        Cell(before, "teliti")["keterangan"] = "Meneliti dengan saksama";
        Assert.True(JsonNode.DeepEquals(before, JsonNode.Parse(changed.Json)));
    }

    [Fact]
    public void Every_cell_comes_back_as_it_was_written()
    {
        var wanted = Read(Grobogan).Rows[4] with
        {
            Number = "4a", Kegiatan = "Mengepak alkon", Role = "bendahara", Pelaksana = "Bendahara Barang", Kelengkapan = "SPMB", Waktu = "1 hari", Standard = """{"kind":"workingDays","amount":1}""",
            Output = "Alkon terkemas", Keterangan = "Koli diberi nomor", Bagian = "PENGIRIMAN",
        };

        var changed = Edit(Grobogan, rows => rows[4] = wanted);

        Assert.Equal(wanted, Read(changed).Rows[4]);
        Assert.Empty(DefinitionValidator.Check(changed, Registry, _ => true).Where(f => f.Severity == Severity.Error));
    }

    [Fact]
    public void A_new_row_is_a_step_between_its_neighbours()
    {
        var changed = Edit(Grobogan, rows => rows.Insert(2, SopRow.Empty with { Number = "2a", Kegiatan = "Memeriksa stok gudang", Role = "gudang", Waktu = "15 menit", Standard = """{"kind":"workingMinutes","amount":15}""" }));

        Assert.Equal(["terima", "teliti", "memeriksa-stok-gudang", "rekomendasi"], Read(changed).Main.Take(4).Select(row => row.Step));
        Assert.Contains("teliti:sesuai->memeriksa-stok-gudang", Arrows(changed));
        Assert.Contains("memeriksa-stok-gudang:selesai->rekomendasi", Arrows(changed));
        Assert.Contains("teliti:kembalikan->perbaiki-teliti", Arrows(changed));
        Assert.DoesNotContain("teliti:sesuai->rekomendasi", Arrows(changed));
        Fit(changed);
    }

    [Fact]
    public void A_row_may_come_first_and_last()
    {
        var changed = Edit(Grobogan, rows =>
        {
            rows.Insert(0, SopRow.Empty with { Kegiatan = "Mengumumkan jadwal", Role = "plkb", Standard = """{"kind":"none"}""" });
            rows.Insert(11, SopRow.Empty with { Kegiatan = "Evaluasi", Role = "kadis", Standard = """{"kind":"none"}""" });
        });

        Assert.Equal(("mengumumkan-jadwal", "evaluasi"), (Read(changed).Main.First().Step, Read(changed).Main.Last().Step));
        Fit(changed);
    }

    [Fact]
    public void A_row_taken_out_leaves_no_hole_and_takes_its_corrections_with_it()
    {
        var changed = Edit(Grobogan, rows => rows.RemoveAll(row => row.Step == "teliti"));

        Assert.Contains("terima:lengkap->rekomendasi", Arrows(changed));
        Assert.DoesNotContain(Ids(changed), id => id is "teliti" or "perbaiki-teliti" or "akhir-ditarik-teliti");
        Assert.Contains("perbaiki-terima", Ids(changed));
        Fit(changed);
    }

    [Fact]
    public void Two_answers_that_go_on_together_are_led_on_together()
    {
        var changed = Edit(Grobogan, rows => rows.RemoveAll(row => row.Step == "disposisi"));

        Assert.Equal(["rekomendasi:setuju->kirim", "rekomendasi:setujuSebagian->kirim", "rekomendasi:tolak->kirim"], Arrows(changed).Where(a => a.StartsWith("rekomendasi", StringComparison.Ordinal)));
        Assert.DoesNotContain("akhir-ditolak", Ids(changed));
        Fit(changed);
    }

    [Fact]
    public void Rows_change_places_and_keep_what_hangs_on_them()
    {
        var changed = Edit(Grobogan, rows => (rows[0], rows[1]) = (rows[1], rows[0]));

        Assert.Equal(["teliti", "terima", "rekomendasi"], Read(changed).Main.Take(3).Select(row => row.Step));
        Assert.Contains("terima:kembalikan->perbaiki-terima", Arrows(changed));
        Assert.Contains("perbaiki-teliti:ajukan->teliti", Arrows(changed));
        Fit(changed);

        var back = Edit(changed, rows => (rows[0], rows[1]) = (rows[1], rows[0]));
        Assert.Equal(Arrows(Grobogan).Order(), Arrows(back).Order());
    }

    [Fact]
    public void The_whole_order_can_be_turned_round()
    {
        var changed = Edit(Grobogan, rows => rows.Reverse(0, 10));

        Assert.Equal(Read(Grobogan).Main.Select(row => row.Step).Reverse(), Read(changed).Main.Select(row => row.Step));
        Assert.Equal(Read(Grobogan).Rows.Count, Read(changed).Rows.Count);
    }

    [Fact]
    public void The_head_and_the_columns_are_written_and_nothing_else_of_the_SOP_is_lost()
    {
        var table = Read(Grobogan);
        var json = SopTableWriter.Write(Grobogan, Registry, table with
        {
            Head = table.Head with { Number = "068/2026", SignedBy = "Sri Contoh", SignedNip = "198001012005012001", ApprovedOn = ["2026-10-01"], Warnings = [] },
            Columns = [new("PUS", ""), new("PLKB Kecamatan", "plkb")],
        });

        var after = Read(Given.Parse(json));
        Assert.Equal(("068/2026", "Sri Contoh", "2026-10-01", 0), (after.Head.Number, after.Head.SignedBy, after.Head.ApprovedOn.Single(), after.Head.Warnings.Count));
        Assert.Equal(new("PUS", ""), after.Columns[0]);
        Assert.Equal("PLKB Kecamatan", after.PerformerOf(after.Rows[0]));
        Assert.Equal("cocokkan", JsonNode.Parse(json)!["customProperties"]!["Alokon:sop"]!["service"]!["until"]!.GetValue<string>());
    }

    private static SopTable Read(WorkflowDefinition definition) => SopTableReader.Read(definition, Registry);

    private static WorkflowDefinition Edit(WorkflowDefinition definition, Action<List<SopRow>> change)
    {
        var table = Read(definition);
        var rows = table.Rows.ToList();
        change(rows);
        return Given.Parse(SopTableWriter.Write(definition, Registry, table with { Rows = rows }));
    }

    private static void Fit(WorkflowDefinition definition) =>
        Assert.Empty(DefinitionValidator.Check(definition, Registry, _ => true).Where(f => f.Severity == Severity.Error).Select(f => $"{f.ActivityId} {f.Code}"));

    private static IReadOnlyList<string> Arrows(WorkflowDefinition definition) => [.. FlowConnection.ReadAll(definition.Root).Select(a => $"{a.Source}:{a.Port}->{a.Target}")];

    private static IReadOnlyList<string> Ids(WorkflowDefinition definition) => [.. definition.Root.Port("activities").Select(a => a.Id)];

    private static JsonNode Cell(JsonNode json, string id) =>
        json["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == id)!["customProperties"]!["Alokon:mutuBaku"]!;
}
