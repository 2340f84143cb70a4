using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alokon.Host.Texts;

/// <summary>
/// What the language of the templates says is Scriban's, and English. Here it is told in Indonesian, from template.json (a star stands for
/// whatever the message names there), with the language's own words behind it: those are what one finds explained elsewhere.
/// </summary>
internal static partial class TemplateTexts
{
    private static readonly IReadOnlyList<(Regex Message, string Sentence)> Known = Load();

    /// <returns>The message itself where it is Indonesian already.</returns>
    public static string Of(string message)
    {
        var example = Example().Match(message);
        var said = message[..^example.Length];
        return Find(said) is { } sentence ? $"{sentence}{example.Value} [{said}]" : message;
    }

    private static string? Find(string said)
    {
        foreach (var (known, sentence) in Known)
        {
            if (known.Match(said) is { Success: true } found)
            {
                return Filled(sentence, found);
            }
        }

        return null;
    }

    /// <summary>What a message names may be another message.</summary>
    private static string Filled(string sentence, Match found) => Place().Replace(sentence, place =>
    {
        var named = found.Groups[int.Parse(place.Groups["number"].Value, CultureInfo.InvariantCulture) + 1].Value;
        return Find(named) ?? named;
    });

    private static List<(Regex Message, string Sentence)> Load()
    {
        using var stream = typeof(TemplateTexts).Assembly.GetManifestResourceStream("Alokon.Texts.template.json")
            ?? throw new InvalidOperationException("Expected the embedded texts Alokon.Texts.template.json.");
        var texts = JsonSerializer.Deserialize<JsonElement>(stream);
        return [.. texts.EnumerateObject().Select(text => (Pattern(text.Name), text.Value.GetString() ?? ""))];
    }

    // Not backtracking: what a message names was typed by somebody.
    private static Regex Pattern(string message) =>
        new($@"\A{Regex.Escape(message).Replace(@"\*", "(.*?)", StringComparison.Ordinal)}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Which example met the fault.</summary>
    [GeneratedRegex(@"(?: \(example[^()]*\.json\))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Example();

    [GeneratedRegex(@"\{(?<number>[0-9])\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
