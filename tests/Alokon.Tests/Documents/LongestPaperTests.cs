using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Documents;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>Every paper at the longest data an office has: 40 rows, names of 60 letters.</summary>
public sealed partial class LongestPaperTests
{
    private const int Rows = 40;

    // Papers without a list of goods, or with one that holds what is to be filled in.
    private static readonly string[] WithoutList = ["ST", "SKT", "PGD", "SKM"];

    [Fact]
    public async Task Forty_rows_run_over_pages_with_their_heads_and_nothing_is_cut()
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        foreach (var code in DocumentCodes.All)
        {
            var model = Stretched(code);
            var html = TemplateTests.Render(code, model);
            var pdf = await printer.PrintPdfAsync(DocumentPage.Compose(TemplateFiles.Read(TemplateTests.Folder(), code)!, model, html), CancellationToken.None);
            var pages = await PrintedPage.ReadAsync(pdf);

            Assert.All(pages, page => Assert.All(page.Words, word => Assert.True(page.Holds(word), $"{code}: {word.Text} stands outside its page")));
            var rows = pages.Select(page => page.Words.Where(w => Mark().IsMatch(w.Text)).Select(w => w.Text).ToHashSet()).ToList();
            Assert.Equal(Mark().Matches(html).Select(m => m.Value).Distinct().Order(), rows.SelectMany(r => r).Distinct().Order());
            if (!WithoutList.Contains(code))
            {
                Assert.InRange(pages.Count, 2, 12);
                Assert.Equal(Rows, rows.SelectMany(r => r).Distinct().Count());
                Assert.All(pages.Where((_, i) => rows[i].Count > 0), page => Assert.True(page.Words.Any(w => w.Text == "Kode"), $"{code}: a page of the list has no head"));
            }
        }
    }

    /// <summary>Every list is repeated to forty rows, each with a mark of its own; every name has sixty letters.</summary>
    internal static JsonObject Stretched(string code)
    {
        var model = TemplateTests.Example(code);
        foreach (var list in Lists(model).ToList())
        {
            var samples = list.Where(row => Shows(code, row!.AsObject())).Select(row => row!.DeepClone().AsObject()).ToList();
            list.Clear();
            for (var row = 0; row < Rows && samples.Count > 0; row++)
            {
                var copy = samples[row % samples.Count].DeepClone().AsObject();
                var mark = (row + 1).ToString("D2", CultureInfo.InvariantCulture);
                copy[copy.ContainsKey("judul") ? "judul" : "nama"] = $"Baris{mark} alat dan obat kontrasepsi dengan nama yang panjang sekali";
                if (copy.ContainsKey("sha256") is false && copy.ContainsKey("kode"))
                {
                    copy["kode"] = $"KD{mark}";
                }

                list.Add(copy);
            }
        }

        foreach (var person in new[] { "pemohon", "penandatangan", "pihakPertama", "pihakKedua" }.Select(key => model[key]).OfType<JsonObject>())
        {
            person["nama"] = "Prof. Dr. dr. Raden Ajeng Maharani Kusumaningtyas, Sp.OG(K).";
            person["jabatan"] = "Kepala Bidang Pengendalian Penduduk dan Keluarga Berencana X";
        }

        model["faskes"]!["nama"] = "Rumah Sakit Umum Daerah Kabupaten Administratif Wanasari Raya";
        return model;
    }

    /// <summary>The lists of goods; in a list of recipients each has its goods, and one line each is enough.</summary>
    private static IEnumerable<JsonArray> Lists(JsonObject model)
    {
        foreach (var recipient in (model["penyaluran"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var goods = recipient["baris"]!.AsArray();
            while (goods.Count > 1)
            {
                goods.RemoveAt(1);
            }
        }

        return new[] { model["baris"], model["laporan"], model["daftar"], model["penyaluran"], model["kiriman"]?["baris"], model["penerimaan"]?["baris"] }.OfType<JsonArray>();
    }

    /// <summary>The rows that this paper leaves out would leave holes in the count.</summary>
    private static bool Shows(string code, JsonObject row) => code switch
    {
        "BASL" when row.ContainsKey("dikirim") => row["rusak"]!.GetValue<int>() + row["kurang"]!.GetValue<int>() + row["lebih"]!.GetValue<int>() > 0,
        "BAPM" when row.ContainsKey("akhir") => row["rusak"]!.GetValue<int>() + row["kedaluwarsa"]!.GetValue<int>() > 0,
        _ => true,
    };

    [GeneratedRegex("Baris[0-9]{2}")]
    private static partial Regex Mark();
}
