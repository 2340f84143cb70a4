namespace Alokon.Templating.Syntax;

/// <summary>What the names of elements and attributes mean for a value that would stand in them.</summary>
internal static class HtmlNames
{
    private static readonly Dictionary<string, Content> Contents = new(StringComparer.OrdinalIgnoreCase)
    {
        ["script"] = Content.Raw,
        ["style"] = Content.Raw,
        ["iframe"] = Content.Raw,
        ["xmp"] = Content.Raw,
        ["noembed"] = Content.Raw,
        ["noframes"] = Content.Raw,
        ["title"] = Content.Text,
        ["textarea"] = Content.Text,
        ["plaintext"] = Content.Doubtful,
        ["noscript"] = Content.Doubtful,
    };

    private static readonly HashSet<string> Addresses = new(StringComparer.OrdinalIgnoreCase)
    {
        "href", "src", "srcset", "imagesrcset", "action", "formaction", "data", "poster", "background", "cite", "srcdoc", "xlink:href", "ping", "manifest",
        "longdesc", "usemap", "codebase", "archive", "classid", "profile", "icon", "lowsrc", "dynsrc", "content", "from", "to", "by", "values",
    };

    // One address, and nothing that could be a second one.
    private static readonly HashSet<string> OneAddress = new(StringComparer.OrdinalIgnoreCase) { "href", "src", "xlink:href" };

    /// <summary>How what stands in an element is read.</summary>
    public enum Content
    {
        /// <summary>Not as HTML: escaping neither protects nor is undone there.</summary>
        Raw,

        /// <summary>As text with entities: a value may stand in it, but no tag but its own end is one.</summary>
        Text,

        /// <summary>To the end of the file, or as it comes: it depends on whether scripts run.</summary>
        Doubtful,
    }

    /// <returns>Null: its content is HTML.</returns>
    public static Content? ContentOf(string element) => Contents.TryGetValue(element, out var content) ? content : null;

    /// <summary>Drawings and formulas have rules of their own.</summary>
    public static bool IsForeign(string element) =>
        element.Equals("svg", StringComparison.OrdinalIgnoreCase) || element.Equals("math", StringComparison.OrdinalIgnoreCase);

    public static bool IsScript(string element) => element.Equals("script", StringComparison.OrdinalIgnoreCase);

    public static bool IsCode(string attribute) =>
        attribute.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Equals("style", StringComparison.OrdinalIgnoreCase);

    public static bool IsAddress(string attribute) => Addresses.Contains(attribute);

    public static bool IsOneAddress(string attribute) => OneAddress.Contains(attribute);
}
