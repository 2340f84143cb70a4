using System.Text.Json.Nodes;

namespace Alokon.Faults.Officers;

/// <summary>What an officer types at a step: outcome and form, made from the script and from what the case says of its goods.</summary>
internal static class Answers
{
    public static string OutcomeOf(CaseScript script, string step, bool returned) => step switch
    {
        _ when step == script.ReturnAt && !returned => "kembalikan",
        "perbaiki" => script.Withdraws ? "tarik" : "ajukan",
        "terima" => "lengkap",
        "teliti" => "sesuai",
        "rekomendasi" or "disposisi" => script.Rejects ? "tolak" : script.Cuts ? "setujuSebagian" : "setuju",
        "kirim" => "terkirim",
        "serahkan" => "diserahkan",
        "cocokkan" => script.Differs ? "selisih" : "cocok",
        _ => "selesai",
    };

    /// <summary>Which steps need to know how the goods stand.</summary>
    public static bool NeedsCase(string step) => step is "kirim" or "cocokkan" or "salurkan" or "lapor";

    /// <param name="file">The case's data; an empty object where the step needs none.</param>
    public static JsonObject DataOf(CaseScript script, string step, string outcome, JsonNode file) => (step, outcome) switch
    {
        (_, "kembalikan") => new() { ["fields"] = new JsonArray(new JsonObject { ["path"] = "lines", ["reason"] = "Lengkapi rincian stok" }) },
        ("rekomendasi", "setujuSebagian") => Lines(script.Lines, line => new()
        {
            ["commodity"] = Text(line, "commodity"),
            ["approved"] = Number(line, "requested") / 2,
            ["reason"] = "Stok gudang terbatas",
        }),
        ("kirim", _) => new() { ["vehicle"] = "K 1234 XA", ["courier"] = "Petugas pengirim", ["packages"] = 2, ["lines"] = Lots(script, file) },
        ("serahkan", _) => new() { ["receivedBy"] = "Petugas jaga" },
        ("cocokkan", "selisih") => Lines(file["shipment"]!["lines"]!.AsArray().OfType<JsonNode>().Take(1), lot => new()
        {
            ["commodity"] = Text(lot, "commodity"),
            ["lot"] = Text(lot, "lot"),
            ["good"] = Number(lot, "quantity") - 1,
            ["damaged"] = 1,
            ["missing"] = 0,
            ["over"] = 0,
        }),
        ("salurkan", _) => new() { ["recipients"] = new JsonArray(new JsonObject { ["name"] = "Klinik KB", ["kind"] = "KKB", ["lines"] = Distributed(file) }) },
        ("lapor", _) => Register(file),
        _ => [],
    };

    public static string? CommentOf(string step, string outcome) =>
        outcome == "tolak" || (step == "disposisi" && outcome == "setujuSebagian") ? "Stok gudang terbatas" : null;

    /// <summary>Pieces per commodity that a shipment's form lets out of the store.</summary>
    public static IReadOnlyDictionary<string, int> Shipped(string step, JsonObject data) =>
        step == "kirim" ? Sums(data["lines"]!.AsArray(), "quantity") : new Dictionary<string, int>();

    private static JsonArray Lots(CaseScript script, JsonNode file)
    {
        var lots = new JsonArray();
        foreach (var line in file["lines"]!.AsArray())
        {
            var approved = Number(line!, "approved");
            var first = script.TwoLots ? approved / 2 : approved;
            foreach (var (lot, quantity) in new[] { ("A", first), ("B", approved - first) }.Where(l => l.Item2 > 0))
            {
                lots.Add((JsonNode)new JsonObject { ["commodity"] = Text(line!, "commodity"), ["lot"] = $"{Text(line!, "commodity")}-{lot}", ["quantity"] = quantity });
            }
        }

        return lots;
    }

    private static JsonArray Distributed(JsonNode file) =>
        new([.. Sums(file["receipt"]!["lines"]!.AsArray(), "good").Select(r => (JsonNode)new JsonObject { ["commodity"] = r.Key, ["quantity"] = r.Value })]);

    private static JsonObject Register(JsonNode file)
    {
        var came = Sums(file["receipt"]!["lines"]!.AsArray(), "good");
        return Lines(file["lines"]!.AsArray().OfType<JsonNode>(), line =>
        {
            var (opening, received) = (Number(line, "stockOnHand"), came.GetValueOrDefault(Text(line, "commodity")));
            return new() { ["commodity"] = Text(line, "commodity"), ["opening"] = opening, ["received"] = received, ["issued"] = 5, ["damaged"] = 0, ["expired"] = 0, ["closing"] = opening + received - 5 };
        });
    }

    private static Dictionary<string, int> Sums(JsonArray lines, string member) =>
        lines.GroupBy(line => Text(line!, "commodity")).ToDictionary(group => group.Key, group => group.Sum(line => Number(line!, member)));

    private static JsonObject Lines(IEnumerable<JsonNode> rows, Func<JsonNode, JsonObject> line) => new() { ["lines"] = new JsonArray([.. rows.Select(row => (JsonNode)line(row))]) };

    private static string Text(JsonNode row, string member) => row[member]!.GetValue<string>();

    private static int Number(JsonNode row, string member) => row[member]!.GetValue<int>();
}
