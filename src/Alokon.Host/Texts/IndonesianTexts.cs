using System.Globalization;
using System.Text.Json;
using Alokon.Engine;
using Alokon.Sop.Documents.Editing;

namespace Alokon.Host.Texts;

/// <summary>The Indonesian sentence for each refusal's code, from id.json. What a user reads stands there and nowhere else.</summary>
internal static class IndonesianTexts
{
    private static readonly IReadOnlyDictionary<string, string> ByCode = Load();

    public static IReadOnlyCollection<string> Codes => [.. ByCode.Keys];

    public static string Of(Refusal refusal) =>
        Of(refusal.Code, refusal is TemplateRefusal.Faulty ? [.. refusal.Arguments.Select(TemplateTexts.Of)] : refusal.Arguments);

    public static string Of(FieldError error) => Of(error.Code, error.Arguments);

    public static string Of(string code, IReadOnlyList<string> arguments)
    {
        var text = ByCode.GetValueOrDefault(code, ByCode["_fallback"]);
        for (var i = 0; i < arguments.Count; i++)
        {
            text = text.Replace("{" + i.ToString(CultureInfo.InvariantCulture) + "}", arguments[i], StringComparison.Ordinal);
        }

        return text;
    }

    private static Dictionary<string, string> Load()
    {
        using var stream = typeof(IndonesianTexts).Assembly.GetManifestResourceStream("Alokon.Texts.id.json")
            ?? throw new InvalidOperationException("Expected the embedded texts Alokon.Texts.id.json.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream) ?? [];
    }
}
