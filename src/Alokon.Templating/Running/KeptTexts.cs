using System.Runtime.CompilerServices;

namespace Alokon.Templating.Running;

/// <summary>
/// Parts that many templates include, understood once: as long as somebody keeps the very text. Whoever reads it anew each time pays
/// as before, and nothing has to be thrown away.
/// </summary>
internal static class KeptTexts
{
    private static readonly ConditionalWeakTable<string, Kept> Office = [];
    private static readonly ConditionalWeakTable<string, Kept> Conformance = [];

    public static ParseResult Parse(string text, string name, RenderMode mode)
    {
        var table = mode == RenderMode.Office ? Office : Conformance;
        if (table.TryGetValue(text, out var known) && known.Name == name)
        {
            return known.Result;
        }

        var parsed = Template.Parse(text, name, mode);
        table.AddOrUpdate(text, new Kept(name, parsed));
        return parsed;
    }

    private sealed record Kept(string Name, ParseResult Result);
}
