using System.Globalization;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>
/// Takes out of a PDF what differs between two prints of the same HTML: the dates, the file's id, and the numbers of
/// the structure tree, which count on from whatever the browser drew before. Every replacement has the length of what
/// it replaces: the file's table of offsets stays true.
/// </summary>
internal static class PdfNormalizer
{
    private const int NodeDigits = 8;

    /// <summary>In place: a paper is some hundred kilobytes, and there are many.</summary>
    /// <returns>The same array.</returns>
    public static byte[] Normalize(byte[] pdf)
    {
        FixDates(pdf, "/CreationDate"u8);
        FixDates(pdf, "/ModDate"u8);
        FixIds(pdf);
        CountNodes(pdf);
        return pdf;
    }

    /// <summary>Digits become those of 1 January 2000; what stands between them stays.</summary>
    private static void FixDates(Span<byte> pdf, ReadOnlySpan<byte> name)
    {
        foreach (var at in Places(pdf, name))
        {
            var rest = AfterSpace(pdf[(at + name.Length)..]);
            var end = rest.IndexOf((byte)')');
            if (!rest.StartsWith("(D:"u8) || end < 0 || rest[3..end].IndexOfAnyExcept("0123456789Z+'-"u8) >= 0)
            {
                continue;
            }

            var next = 0;
            var digits = "200001010000000000"u8;
            foreach (ref var c in rest[3..end])
            {
                c = char.IsAsciiDigit((char)c) ? digits[next++ % digits.Length] : c is (byte)'-' or (byte)'Z' ? (byte)'+' : c;
            }
        }
    }

    private static void FixIds(Span<byte> pdf)
    {
        foreach (var at in Places(pdf, "/ID"u8))
        {
            var rest = AfterSpace(pdf[(at + 3)..]);
            var end = rest.IndexOf((byte)']');
            if (!rest.StartsWith("["u8) || end < 0 || rest[1..end].IndexOfAnyExcept("0123456789ABCDEFabcdef<> "u8) >= 0)
            {
                continue;
            }

            foreach (ref var c in rest[1..end])
            {
                c = char.IsAsciiHexDigit((char)c) ? (byte)'0' : c;
            }
        }
    }

    /// <summary>The numbers get the order in which they appear.</summary>
    private static void CountNodes(Span<byte> pdf)
    {
        var numbers = new Dictionary<int, int>();
        foreach (var at in Places(pdf, "(node"u8))
        {
            var rest = pdf[(at + 5)..];
            if (rest.Length <= NodeDigits || rest[NodeDigits] != (byte)')' || !int.TryParse(rest[..NodeDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var given))
            {
                continue;
            }

            if (!numbers.TryGetValue(given, out var number))
            {
                numbers.Add(given, number = numbers.Count + 1);
            }

            number.TryFormat(rest[..NodeDigits], out _, "D8", CultureInfo.InvariantCulture);
        }
    }

    private static List<int> Places(ReadOnlySpan<byte> pdf, ReadOnlySpan<byte> what)
    {
        var places = new List<int>();
        for (var from = 0; pdf[from..].IndexOf(what) is var found and >= 0; from += found + what.Length)
        {
            places.Add(from + found);
        }

        return places;
    }

    private static Span<byte> AfterSpace(Span<byte> rest) => rest is [(byte)' ', ..] ? rest[1..] : rest;
}
