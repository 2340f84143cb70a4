using System.Buffers;

namespace Alokon.Sop.Documents;

/// <summary>
/// A browser lays out what it prints for its window too, before and after, though nobody looks at it: a fifth of its work. So the window in which papers
/// are printed is wider than any sheet and any screen, and what stands in a window so wide is laid out only when it comes on a sheet.
/// What such a paper prints is the same to the byte, with one exception: pictures and fonts that only its styles name are looked for when it is laid
/// out, and come too late. A paper that may have such hangs no curtain; pictures of the page itself (<c>img</c>) are there in any case.
/// </summary>
public static class PrintCurtain
{
    /// <summary>Of the window, in CSS pixels: two and a half metres.</summary>
    public const int Window = 10_000;

    internal const string Style = "<style media=\"(min-width: 9999px)\">\nbody { content-visibility: hidden; }\n</style>\n";

    // Also what could spell one of these in another way: an escape, or a style where this does not look.
    private static readonly SearchValues<string> InStyle = SearchValues.Create(["url(", "image-set(", "@import", "@font-face", "\\"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> InBody = SearchValues.Create(["<style", "<link", "style=", "style =", "background=", "background ="], StringComparison.OrdinalIgnoreCase);

    internal static bool MayHang(IEnumerable<string> styles, string body) =>
        !body.AsSpan().ContainsAny(InBody) && styles.All(style => !style.AsSpan().ContainsAny(InStyle));
}
