using System.Text.Json;

namespace Alokon.Host.Texts;

/// <summary>The Indonesian word for a key of the contract (a status, a role, an outcome), from words.json.</summary>
internal static class Words
{
    private static readonly IReadOnlyDictionary<string, string> ByKey = Load();

    public static IReadOnlyCollection<string> Keys => [.. ByKey.Keys];

    /// <returns>The key itself where there is no word for it: an admin's own step still shows.</returns>
    public static string Of(string group, string? key) =>
        key is null ? string.Empty : ByKey.GetValueOrDefault($"{group}.{key}", key);

    private static Dictionary<string, string> Load()
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream("Alokon.Texts.words.json")
            ?? throw new InvalidOperationException("Expected the embedded texts Alokon.Texts.words.json.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream) ?? [];
    }
}
