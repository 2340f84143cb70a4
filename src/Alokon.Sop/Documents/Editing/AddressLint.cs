using System.Text.RegularExpressions;
using Alokon.Templating;

namespace Alokon.Sop.Documents.Editing;

/// <summary>
/// A paper brings everything along: pictures and fonts are data: addresses, and nothing in it runs or leads elsewhere. The browser fetches
/// nothing in any case; here the editor is told so, with the place, before a paper comes out with a hole.
/// </summary>
public static partial class AddressLint
{
    /// <summary>Characters of one file: a page of text and a logo.</summary>
    public const int LargestFile = 400_000;

    /// <summary>Characters of one picture or font.</summary>
    public const int LargestAddress = 300_000;

    public static IEnumerable<TemplateError> Check(string file, string text)
    {
        if (text.Length > LargestFile)
        {
            yield return new TemplateError(file, 1, 1, $"terlalu besar: {text.Length / 1000} ribu huruf, paling banyak {LargestFile / 1000} ribu; perkecil gambar atau fontnya");
            yield break;
        }

        if (text.IndexOf('\0', StringComparison.Ordinal) is var nul and >= 0)
        {
            yield return At(file, text, nul, "huruf NUL tidak diterima");
        }

        foreach (var (place, why) in (file.EndsWith(".css", StringComparison.Ordinal) ? InStyle(text) : InPage(text)).OrderBy(found => found.Place))
        {
            yield return At(file, text, place, why);
        }
    }

    private static IEnumerable<(int Place, string Why)> InPage(string text)
    {
        foreach (Match found in Elements().Matches(text))
        {
            yield return (found.Index, $"unsur <{found.Groups["name"].Value}> tidak diterima: naskah tidak menjalankan dan tidak memuat apa pun dari luar");
        }

        foreach (Match found in Handlers().Matches(text))
        {
            yield return (found.Groups["name"].Index, $"atribut {found.Groups["name"].Value} tidak diterima: naskah tidak menjalankan apa pun");
        }

        foreach (Match found in Sources().Matches(text))
        {
            if (WhyNot(found.Groups["url"].Value, $"alamat pada {found.Groups["name"].Value}") is { } why)
            {
                yield return (found.Groups["url"].Index, why);
            }
        }

        foreach (Match found in Styles().Matches(text))
        {
            foreach (var (place, why) in InStyle(found.Groups["css"].Value))
            {
                yield return (found.Groups["css"].Index + place, why);
            }
        }
    }

    private static IEnumerable<(int Place, string Why)> InStyle(string text)
    {
        foreach (Match found in Imports().Matches(text))
        {
            yield return (found.Index, "@import tidak diterima: tulis gayanya di sini");
        }

        foreach (Match found in Urls().Matches(text))
        {
            if (WhyNot(found.Groups["url"].Value, "alamat pada url()") is { } why)
            {
                yield return (found.Groups["url"].Index, why);
            }
        }
    }

    private static string? WhyNot(string url, string where)
    {
        var address = url.Trim();
        if (address.Length == 0 || address[0] == '#')
        {
            return null;
        }

        if (!address.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("data:font/", StringComparison.OrdinalIgnoreCase)
            && !address.StartsWith("data:application/font", StringComparison.OrdinalIgnoreCase))
        {
            return $"{where} hanya boleh data:image/… atau data:font/…; gambar dan font dari luar tidak dimuat";
        }

        return address.Length > LargestAddress
            ? $"{where} terlalu besar: {address.Length / 1000} ribu huruf, paling banyak {LargestAddress / 1000} ribu; perkecil gambar atau fontnya"
            : null;
    }

    private static TemplateError At(string file, string text, int place, string why)
    {
        var before = text.AsSpan(0, place);
        return new TemplateError(file, before.Count('\n') + 1, place - (before.LastIndexOf('\n') + 1) + 1, why);
    }

    [GeneratedRegex(@"<(?<name>script|iframe|frame|frameset|object|embed|applet|link|base|meta|form|portal|audio|video|source|track)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Elements();

    [GeneratedRegex(@"<[a-z][^<>]*?[\s""'/](?<name>on[a-z]+)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Handlers();

    // A link in the text (a href) may lead anywhere that a reader can open; it loads nothing.
    [GeneratedRegex(@"<(?!a\b)[a-z][^<>]*?\s(?<name>src|srcset|href|xlink:href|poster|background|data)\s*=\s*(?:""(?<url>[^""{]*)""|'(?<url>[^'{]*)'|(?<url>[^\s""'<>{]+))", RegexOptions.IgnoreCase)]
    private static partial Regex Sources();

    [GeneratedRegex(@"<style\b[^>]*>(?<css>.*?)</style|\sstyle\s*=\s*""(?<css>[^""]*)""|\sstyle\s*=\s*'(?<css>[^']*)'", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Styles();

    [GeneratedRegex(@"@import\b", RegexOptions.IgnoreCase)]
    private static partial Regex Imports();

    [GeneratedRegex(@"\burl\(\s*(?:""(?<url>[^""]*)""|'(?<url>[^']*)'|(?<url>[^)""']*))", RegexOptions.IgnoreCase)]
    private static partial Regex Urls();
}
