using System.Text.Json;
using Xunit;

namespace Alokon.Tests.Templating;

/// <summary>Golden answers of the real Scriban, byte for byte.</summary>
public sealed class ProbeTests
{
    private const string Model = """{"doc":{"nomor":"B/12","tgl":"2026-11-22"},"items":[{"nama":"Pil","jumlah":12000},{"nama":"IUD","jumlah":3}]}""";

    // Outside the language; the reason is the word that must be refused.
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["array.filter do"] = "array.filter",
        ["date.now |"] = "date.now",
    };

    public static TheoryData<string, string> Probes()
    {
        var probes = new TheoryData<string, string>();
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Templating/Cases/probes.txt"));
        for (var i = 1; i + 1 < lines.Length; i += 2)
        {
            probes.Add(JsonSerializer.Deserialize<string>(lines[i][4..])!, JsonSerializer.Deserialize<string>(lines[i + 1][4..])!);
        }

        return probes;
    }

    [Theory]
    [MemberData(nameof(Probes))]
    public void Scriban_would_say_the_same(string text, string golden)
    {
        // The loader of the probes named its templates by folder; ours names them as the template does.
        var expected = golden.Replace("probe_inc/", "", StringComparison.Ordinal);
        var actual = Rendering.Scriban(text, "<input>", Model, name => name == "bagian.html" ? "[bagian {{ $0 }}]" : null);

        if (Refused.FirstOrDefault(refused => text.Contains(refused.Key, StringComparison.Ordinal)).Value is { } foreign)
        {
            Assert.Contains($": error : `{foreign}` tidak didukung", actual, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void No_probe_was_lost() => Assert.Equal(97, Probes().Count);
}
