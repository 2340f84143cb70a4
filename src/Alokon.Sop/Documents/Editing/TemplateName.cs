using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents.Editing;

/// <summary>SPMB, or FII@20 for one edition of a form.</summary>
public readonly partial record struct TemplateName(string Code, string Edition)
{
    /// <returns>None for what cannot be a template's name.</returns>
    public static TemplateName? Parse(string? text) =>
        text is not null && Shape().Match(text) is { Success: true } match ? new TemplateName(match.Groups["code"].Value, match.Groups["edition"].Value) : null;

    public override string ToString() => Edition.Length == 0 ? Code : $"{Code}@{Edition}";

    [GeneratedRegex(@"\A(?<code>[A-Z]{2,10})(@(?<edition>[A-Za-z0-9.-]{1,20}))?\z")]
    private static partial Regex Shape();
}

/// <summary>What an admin edits of a template; the shared parts come with it and stay as they are.</summary>
/// <param name="Body">template.sbnhtml.</param>
/// <param name="Style">style.css.</param>
public sealed record TemplateText(string Body, string Style)
{
    /// <summary>A browser sends its forms with CR LF; a template is kept with LF, so that nothing differs where nothing was typed.</summary>
    public TemplateText Tidy() => new(Lines(Body), Lines(Style));

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}

/// <summary>One version that was in force, or is.</summary>
/// <param name="Source">shipped: as it came with a release; edited: as the office has it.</param>
public sealed record TemplateVersion(int Version, string Hash, string Source, string Note, DateTimeOffset MadeAt, string Maker);

/// <param name="Revision">Counts the savings; whoever saves says which one was on the screen.</param>
public sealed record TemplateDraft(int Revision, TemplateText Text, DateTimeOffset SavedAt, string Saver);

/// <summary>What came with the last release.</summary>
internal sealed record ShippedTemplate(string Hash, DateTimeOffset ArrivedAt);
