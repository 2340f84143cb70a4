using System.Net;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Cells as they come out of scanners, word processors and web pages.</summary>
internal static partial class SopText
{
    /// <summary>One line, no markup, single spaces.</summary>
    public static string Clean(string cell) => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(Emphasis().Replace(cell, ""), " ")), " ").Trim();

    /// <summary>Comparable: letters and digits only, small.</summary>
    public static string Plain(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));

    /// <summary>A quotation short enough for a question.</summary>
    public static string Short(string text, int most = 90) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most).TrimEnd(), "…");

    /// <summary>Whether somebody does something: a verb of the forms that SOPs use.</summary>
    public static bool HasVerb(string text) => Verb().IsMatch(text);

    /// <returns>Who does it, and what is done: "Petugas gudang", "Menghitung …"; no subject where the sentence begins with the verb.</returns>
    public static (string Subject, string Deed) Split(string sentence)
    {
        if (Verb().Match(sentence) is not { Success: true } verb)
        {
            return ("", sentence);
        }

        var subject = sentence[..verb.Index].Trim();
        var isSubject = subject.Length > 0 && subject.Count(letter => letter == ' ') < 7 && !subject.EndsWith(',') && !Condition().IsMatch(subject);
        return isSubject ? (subject, char.ToUpperInvariant(sentence[verb.Index]) + sentence[(verb.Index + 1)..]) : ("", sentence);
    }

    public static bool IsConditional(string text) => Condition().IsMatch(text);

    /// <summary>
    /// The parts of a text that counts itself: 1. … 2. …, or a. … b. …; a mark counts only where it is the next one.
    /// </summary>
    /// <param name="lead">What stands before the first mark.</param>
    /// <param name="first">The number that the text goes on with.</param>
    public static IReadOnlyList<ListItem> Items(string text, out string lead, int first = 1)
    {
        var items = new List<(string Mark, int Start, int End)>();
        var (number, letter) = (first - 1, '`');
        foreach (Match mark in Mark().Matches(text))
        {
            var token = mark.Groups["mark"].Value;
            if (char.IsDigit(token[0]) ? token == $"{number + 1}" : token[0] == letter + 1)
            {
                items.Add((token, mark.Index, mark.Index + mark.Length));
                (number, letter) = char.IsDigit(token[0]) ? (number + 1, '`') : (number, token[0]);
            }
        }

        lead = items.Count == 0 ? text : text[..items[0].Start].Trim();
        return [.. items.Select((item, i) => new ListItem(item.Mark, text[item.End..(i + 1 < items.Count ? items[i + 1].Start : text.Length)].Trim().TrimEnd(';').Trim()))];
    }

    [GeneratedRegex(@"<[a-zA-Z/][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\*\*|__")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b(?!media|medis|merah|mereka|menit|mekanisme)me[a-z]{4,}\b|\bber[a-z]{4,}(kan|i)\b|\bdi(lakukan|arahkan|buat|kirim|terima|rekap)[a-z]*\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    [GeneratedRegex(@"^\s*(apabila|bila|jika|kalau)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    [GeneratedRegex(@"(?:^|(?<=[\s;>.])|(?<=[a-z)])(?=\d))(?<mark>\d{1,2}|[a-j])[.)]\s*(?=\p{L}|$)")]
    private static partial Regex Mark();
}

/// <param name="Mark">1, 2 … or a, b …</param>
internal sealed record ListItem(string Mark, string Text)
{
    public bool IsLettered => char.IsAsciiLetter(Mark[0]);
}
