using System.Globalization;

namespace Alokon.Engine.Definitions;

/// <summary>Which versions of a definition are meant, as Elsa's API names them.</summary>
public sealed record VersionOptions
{
    private static readonly VersionOptions[] Named =
    [
        new("Latest", "is_latest"),
        new("Published", "state = 'published'"),
        new("LatestOrPublished", "(is_latest OR state = 'published')"),
        new("LatestAndPublished", "(is_latest AND state = 'published')"),
        new("Draft", "state = 'draft'"),
        new("AllVersions", "true"),
    ];

    private VersionOptions(string name, string condition)
    {
        Name = name;
        Condition = condition;
    }

    public static VersionOptions Latest => Named[0];

    public static VersionOptions Published => Named[1];

    public static VersionOptions All => Named[5];

    public string Name { get; }

    /// <summary>A constant of this file, or a number: safe inside SQL.</summary>
    internal string Condition { get; }

    public static VersionOptions Exactly(int version) =>
        new(version.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"version = {version}"));

    /// <returns>None for a word that is no option; an empty one is Latest.</returns>
    public static VersionOptions? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? Latest
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? Exactly(version)
        : Array.Find(Named, option => option.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
}
