using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>A signature as it stands in a PDF of whoever; whether it holds is another question.</summary>
/// <param name="Kind">The SubFilter: how it was made.</param>
/// <param name="Covered">The bytes it speaks for.</param>
/// <param name="Signature">CMS, in DER, with the zeros behind it.</param>
/// <param name="CoversAll">Nothing was added after it.</param>
public sealed record SignatureMark(string Kind, byte[] Covered, byte[] Signature, bool CoversAll);

/// <summary>Finds signatures by searching, because the file may come from anywhere; nothing in it is trusted.</summary>
public static partial class SignatureMarks
{
    // Nobody signs a letter more often; each costs the hashing of the whole file.
    private const int Most = 20;

    public static IReadOnlyList<SignatureMark> In(byte[] pdf)
    {
        var marks = new List<SignatureMark>();
        var text = Encoding.Latin1.GetString(pdf);
        foreach (Match match in Range().Matches(text).Take(Most))
        {
            if (Read(pdf, text, match) is { } mark)
            {
                marks.Add(mark);
            }
        }

        return marks;
    }

    private static SignatureMark? Read(byte[] pdf, string text, Match match)
    {
        var range = new int[4];
        for (var i = 0; i < range.Length; i++)
        {
            if (!int.TryParse(match.Groups[i + 1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out range[i]))
            {
                return null;
            }
        }

        var (hole, end) = (range[1], range[2]);
        if (range[0] != 0 || hole < 1 || end <= hole + 1 || (long)end + range[3] > pdf.Length || pdf[hole] != '<' || pdf[end - 1] != '>')
        {
            return null;
        }

        // The dictionary stands around the hole; a range that speaks of another place is none.
        var around = text.AsSpan(Math.Max(match.Index - 2000, 0), Math.Min(4000, text.Length - Math.Max(match.Index - 2000, 0))).ToString();
        var kind = SubFilter().Match(around) is { Success: true } found ? found.Groups[1].Value : "";
        try
        {
            var signature = Convert.FromHexString(text.AsSpan(hole + 1, end - hole - 2));
            return new SignatureMark(kind, [.. pdf.AsSpan(0, hole), .. pdf.AsSpan(end, range[3])], signature, end + range[3] == pdf.Length);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"/SubFilter\s*/([A-Za-z0-9.]{1,40})")]
    private static partial Regex SubFilter();
}
