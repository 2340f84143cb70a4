using System.Text.Json.Nodes;

namespace Alokon.Host.Demo;

/// <summary>What the officers type at each step of a sample: taken from its numbers, never from its expected end.</summary>
internal static class SampleAnswers
{
    public static (string Outcome, JsonObject Data, string? Comment) Of(SampleRequest sample, string step) =>
        step switch
        {
            "terima" => ("lengkap", [], null),
            "teliti" => ("sesuai", Lines(sample, l => new() { ["commodity"] = l.Commodity, ["recommended"] = Math.Min(l.Requested, Math.Max(l.CalculatedResupply, l.Approved)) }), null),
            "rekomendasi" or "disposisi" => Decide(sample),
            "kirim" => ("terkirim", Ship(sample), null),
            "serahkan" => ("diserahkan", new() { ["receivedBy"] = "Petugas jaga faskes" }, null),
            "cocokkan" => Count(sample),
            "salurkan" => ("selesai", Distribute(sample), null),
            "lapor" => ("selesai", Report(sample), null),
            _ => ("selesai", [], null),
        };

    private static (string, JsonObject, string?) Decide(SampleRequest sample)
    {
        var data = Lines(sample, l => new()
        {
            ["commodity"] = l.Commodity,
            ["approved"] = l.Approved,
            ["reason"] = l.Approved >= Math.Min(l.Requested, l.CalculatedResupply) ? null : l.Approved == 0 ? "Stok faskes masih mencukupi" : "Stok gudang terbatas, dibagi rata",
        });
        if (sample.Lines.All(l => l.Approved == 0))
        {
            return ("tolak", data, "Permintaan melebihi hitungan kebutuhan dan laporan R/II/KB bulan terakhir belum disampaikan.");
        }

        return sample.Lines.Any(l => l.Approved < Math.Min(l.Requested, l.CalculatedResupply))
            ? ("setujuSebagian", data, null)
            : ("setuju", data, null);
    }

    private static JsonObject Ship(SampleRequest sample) =>
        new()
        {
            ["vehicle"] = "K 9512 XA (mobil box)",
            ["courier"] = "Petugas pengirim dinas",
            ["packages"] = 3,
            ["lines"] = new JsonArray([.. Lots(sample).Select(l => (JsonNode)new JsonObject { ["commodity"] = l.Commodity, ["lot"] = l.Lot, ["quantity"] = l.Qty })]),
        };

    private static (string, JsonObject, string?) Count(SampleRequest sample)
    {
        if (sample.Receipt is not { } receipt)
        {
            return ("cocok", [], null);
        }

        var rows = receipt.Select(c => (JsonNode)new JsonObject
        {
            ["commodity"] = c.Commodity,
            ["lot"] = c.Lot,
            ["good"] = c.Good,
            ["damaged"] = c.Damaged,
            ["missing"] = c.Missing,
            ["over"] = c.Over,
            ["receivedLot"] = c.ReceivedLot,
        });
        return ("selisih", new() { ["lines"] = new JsonArray([.. rows]) }, "Selisih dicatat bersama petugas pengirim.");
    }

    private static JsonObject Distribute(SampleRequest sample)
    {
        var lines = Received(sample).Select(r => (JsonNode)new JsonObject { ["commodity"] = r.Key, ["quantity"] = r.Value });
        return new() { ["recipients"] = new JsonArray(new JsonObject { ["name"] = $"Klinik KB {sample.Facility.Name}", ["kind"] = "KKB", ["lines"] = new JsonArray([.. lines]) }) };
    }

    private static JsonObject Report(SampleRequest sample)
    {
        var received = Received(sample);
        return Lines(sample, l =>
        {
            var came = received.GetValueOrDefault(l.Commodity);
            var issued = Math.Min(l.StockOnHand + came, (int)l.AverageMonthlyConsumption);
            return new()
            {
                ["commodity"] = l.Commodity,
                ["opening"] = l.StockOnHand,
                ["received"] = came,
                ["issued"] = issued,
                ["damaged"] = 0,
                ["expired"] = 0,
                ["closing"] = l.StockOnHand + came - issued,
            };
        });
    }

    private static Dictionary<string, int> Received(SampleRequest sample) =>
        sample.Receipt is { } receipt
            ? receipt.GroupBy(c => c.Commodity).ToDictionary(g => g.Key, g => g.Sum(c => c.Good))
            : Lots(sample).GroupBy(l => l.Commodity).ToDictionary(g => g.Key, g => g.Sum(l => l.Qty));

    /// <summary>The lots of the sample; where it names none, each commodity goes as one lot.</summary>
    private static IEnumerable<SampleLot> Lots(SampleRequest sample) =>
        sample.Shipment?.Lots ?? sample.Lines.Where(l => l.Approved > 0).Select(l => new SampleLot(l.Commodity, $"{l.Commodity}-2606A", l.Approved));

    private static JsonObject Lines(SampleRequest sample, Func<SampleLine, JsonObject> row) =>
        new() { ["lines"] = new JsonArray([.. sample.Lines.Select(l => (JsonNode)row(l))]) };
}
