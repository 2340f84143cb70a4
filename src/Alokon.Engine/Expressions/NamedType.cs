namespace Alokon.Engine.Expressions;

/// <summary>A type as definitions name it: Elsa's alias, a collection of one, or a .NET name with its assembly.</summary>
/// <param name="Alias">String, Int32 …; for what nobody knows here (enums) the name as it is written.</param>
/// <param name="Item">For collections: what their items are, written as above.</param>
internal readonly record struct NamedType(string Alias, string? Item)
{
    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        "List", "IList", "ICollection", "Collection", "IEnumerable", "IReadOnlyList", "IReadOnlyCollection", "HashSet", "ISet",
    };

    public static NamedType Of(string written) => written.AsSpan().IndexOfAny("[<`,.?") < 0 ? new(written, null) : Parse(WithoutAssembly(written));

    private static NamedType Parse(string name)
    {
        if (name.EndsWith('?'))
        {
            return Of(name[..^1]);
        }

        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return new("Array", name[..^2]);
        }

        var arguments = name.AsSpan().IndexOfAny('<', '`');
        var plain = Short(arguments < 0 ? name : name[..arguments]);
        return arguments < 0 ? new(plain, null)
            : Collections.Contains(plain) ? new("Array", Argument(name))
            : plain == "Nullable" ? Of(Argument(name))
            : plain.EndsWith("Dictionary", StringComparison.Ordinal) ? new("ObjectDictionary", null)
            : new(name, null);
    }

    // List`1[[System.String, System.Private.CoreLib]], List`1[System.String], List<String>
    private static string Argument(string name)
    {
        var open = name.AsSpan().IndexOfAny('<', '[');
        return open < 0 ? "Object" : Closed(name[open..].TrimStart('<', '['));
    }

    private static string Closed(string from)
    {
        var depth = 0;
        for (var i = 0; i < from.Length; i++)
        {
            depth += from[i] switch { '[' or '<' => 1, ']' or '>' => -1, _ => 0 };
            if (depth < 0)
            {
                return from[..i];
            }
        }

        return from;
    }

    private static string Short(string name) => name.StartsWith("System.", StringComparison.Ordinal) ? name[(name.LastIndexOf('.') + 1)..] : name;

    private static string WithoutAssembly(string written)
    {
        var depth = 0;
        for (var i = 0; i < written.Length; i++)
        {
            depth += written[i] switch { '[' or '<' => 1, ']' or '>' => -1, _ => 0 };
            if (depth == 0 && written[i] == ',')
            {
                return written[..i].Trim();
            }
        }

        return written.Trim();
    }
}
