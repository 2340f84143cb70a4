using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Documents;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>A list of goods that runs over pages: what each page carries on is the sum of what stands above, read from the PDF.</summary>
public sealed class CarriedSumTests
{
    private static readonly IReadOnlyDictionary<string, Goods> Papers = new Dictionary<string, Goods>
    {
        ["SBBK"] = new(m => m["kiriman"]!["baris"]!, r => [Number(r, "jumlah")]),
        ["SJ"] = new(m => m["kiriman"]!["baris"]!, r => [Number(r, "jumlah")]),
        ["SPMB"] = new(m => m["baris"]!, r => [Number(r, "disetujui")]),
        ["SBBM"] = new(m => m["penerimaan"]!["baris"]!, Counted),
        ["BAST"] = new(m => m["penerimaan"]!["baris"]!, Counted),
        ["BASO"] = new(m => m["laporan"]!, r =>
        {
            var book = Number(r, "awal") + Number(r, "masuk") - Number(r, "keluar");
            return [book, Number(r, "akhir"), Number(r, "rusak"), Number(r, "kedaluwarsa"), Number(r, "akhir") + Number(r, "rusak") + Number(r, "kedaluwarsa") - book];
        }),
        ["AMR"] = new(m => m["baris"]!, r => [Number(r, "hitung"), Number(r, "diminta")]),
        ["REKAP"] = new(m => m["baris"]!, r => [Number(r, "diminta"), Number(r, "hitung"), Number(r, "diminta") - Number(r, "hitung"), Number(r, "direkomendasikan")]),
        ["REKOM"] = new(m => m["baris"]!, r => [Number(r, "diminta"), Number(r, "hitung"), Number(r, "direkomendasikan"), Approved(r)]),
        ["RENSI"] = new(m => m["baris"]!, r => [Number(r, "hitung"), Approved(r)]),
        ["BASL"] = new(m => m["penerimaan"]!["baris"]!, Counted),
        ["BAPM"] = new(m => m["laporan"]!, r => [Number(r, "rusak"), Number(r, "kedaluwarsa"), Number(r, "rusak") + Number(r, "kedaluwarsa")]),
        ["DPS"] = new(m => m["penyaluran"]!, r => [Number(r["baris"]![0]!.AsObject(), "jumlah")], r => r["baris"]![0]!.AsObject()), // one kind of goods for each recipient
        ["RII"] = new(m => m["laporan"]!, Register),
        ["FII"] = new(m => m["laporan"]!, Register),
    };

    public static TheoryData<string, bool> Sizes => new() { { PaperSize.A4, true }, { PaperSize.A4, false }, { PaperSize.F4, true }, { PaperSize.F4, false } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Every_page_of_goods_carries_on_the_sum_of_what_stands_above_and_the_signatures_have_rows_over_them(string paper, bool longNames)
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        foreach (var (code, goods) in Papers)
        {
            var model = LongestPaperTests.Stretched(code);
            model["dokumen"]!["kertas"] = paper;
            if (!longNames)
            {
                Shorten(goods.List(model).AsArray());
            }

            var html = DocumentPage.Compose(TemplateFiles.Read(TemplateTests.Folder(), code)!, model, TemplateTests.Render(code, model));
            Check($"{code} on {paper}", goods, [.. goods.List(model).AsArray().Select(r => r!.AsObject())], await PrintedPage.ReadAsync(await printer.PrintPdfAsync(html, CancellationToken.None)));
        }
    }

    private static void Check(string what, Goods goods, List<JsonObject> rows, IReadOnlyList<PrintedPage> pages)
    {
        var above = new Dictionary<string, decimal[]>();
        var next = 0;
        for (var page = 0; page < pages.Count; page++)
        {
            if (page > 0)
            {
                AssertSums($"{what}, carried in on page {page + 1}", above, pages[page].Sums("pindahan"));
            }

            var marks = pages[page].Marks;
            Assert.True(marks.Count > 0, $"{what}: page {page + 1} of {pages.Count} has no row");
            foreach (var mark in marks.Order())
            {
                Assert.Equal(next + 1, mark);
                Add(above, rows[next++], goods);
            }

            var isLast = page == pages.Count - 1;
            AssertSums($"{what}, at the foot of page {page + 1}", above, pages[page].Sums(isLast ? "Jumlah" : "dipindahkan"));
            Assert.Empty(isLast ? pages[page].Sums("dipindahkan") : pages[page].Sums("Jumlah"));
        }

        Assert.Equal(rows.Count, next);
        Assert.True(pages.Count > 1, $"{what}: forty rows on one page");
    }

    private static void Add(Dictionary<string, decimal[]> above, JsonObject row, Goods goods)
    {
        var unit = (goods.Of?.Invoke(row) ?? row)["satuan"]!.GetValue<string>();
        var values = goods.Values(row);
        above[unit] = above.TryGetValue(unit, out var known) ? [.. known.Zip(values, (a, b) => a + b)] : values;
    }

    private static void AssertSums(string what, Dictionary<string, decimal[]> expected, IReadOnlyDictionary<string, decimal[]> printed)
    {
        string Text(IEnumerable<KeyValuePair<string, decimal[]>> sums) => string.Join("; ", sums.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {string.Join(' ', s.Value)}"));
        Assert.Equal($"{what}: {Text(expected)}", $"{what}: {Text(printed)}");
    }

    private static void Shorten(JsonArray rows)
    {
        foreach (var row in rows)
        {
            row!["nama"] = row["nama"]!.GetValue<string>()[..7];
        }
    }

    private static decimal[] Counted(JsonObject row) => [Number(row, "dikirim"), Number(row, "baik"), Number(row, "rusak"), Number(row, "kurang"), Number(row, "lebih")];

    private static decimal Approved(JsonObject row) => row["disetujui"] is null ? Number(row, "direkomendasikan") : Number(row, "disetujui");

    private static decimal[] Register(JsonObject row) =>
        [Number(row, "awal"), Number(row, "masuk"), Number(row, "keluar"), Number(row, "rusak"), Number(row, "kedaluwarsa"), Number(row, "akhir")];

    private static decimal Number(JsonObject row, string key) => row[key] is { } value ? decimal.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : 0;

    /// <param name="Of">Where in a row the goods stand; null: the row is it.</param>
    private sealed record Goods(Func<JsonObject, JsonNode> List, Func<JsonObject, decimal[]> Values, Func<JsonObject, JsonObject>? Of = null);
}
