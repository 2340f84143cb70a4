using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Documents.Editing;

/// <summary>Where the examples lie that every version of a template must print.</summary>
/// <param name="Folder">One folder per template, with example.json and, where there are more, example-….json.</param>
public sealed record TemplateExamples(string Folder)
{
    /// <returns>By file name; the plain example first.</returns>
    /// <exception cref="JsonException">One of them is no JSON object.</exception>
    public IReadOnlyList<(string Name, JsonObject Model)> Of(TemplateName name)
    {
        var folder = TemplateFiles.EditionsOf(Folder, name.Code).Select(one => Path.Combine(Folder, one)).FirstOrDefault(one => EditionIn(one) == name.Edition);
        return folder is null
            ? []
            : [.. Directory.EnumerateFiles(folder, "example*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), Read(path))).OrderBy(e => e.Item1 != "example.json")];
    }

    /// <returns>Null: there is no template in it.</returns>
    private static string? EditionIn(string folder)
    {
        var edition = Path.Combine(folder, "edition.json");
        return File.Exists(edition) ? Edition.Read(File.ReadAllText(edition)).Name : Directory.Exists(folder) ? string.Empty : null;
    }

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException($"Expected a JSON object in {path}.");
}
