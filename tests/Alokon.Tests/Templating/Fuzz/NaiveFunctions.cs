using System.Net;

namespace Alokon.Tests.Templating.Fuzz;

/// <summary>Some functions of the language a second time, for arguments of the kind they are made for.</summary>
internal static class NaiveFunctions
{
    /// <summary>Name and kinds of arguments: t text, i whole number, n number, l list, a anything.</summary>
    public static IReadOnlyList<(string Name, string Kinds)> All { get; } =
    [
        ("string.upcase", "t"), ("string.downcase", "t"), ("string.size", "t"), ("string.append", "tt"), ("string.prepend", "tt"), ("string.strip", "t"),
        ("string.contains", "tt"), ("string.starts_with", "tt"), ("string.ends_with", "tt"), ("string.replace", "ttt"), ("string.remove", "tt"),
        ("string.pad_left", "ti"), ("string.pad_right", "ti"), ("string.slice", "tii"), ("string.lstrip", "t"), ("string.rstrip", "t"),
        ("math.plus", "nn"), ("math.minus", "nn"), ("math.times", "nn"), ("math.modulo", "nn"), ("math.abs", "n"), ("math.is_number", "a"),
        ("array.size", "l"), ("array.first", "l"), ("array.last", "l"), ("array.join", "lt"), ("array.reverse", "l"), ("array.concat", "ll"),
        ("array.add", "la"), ("array.limit", "li"), ("array.offset", "li"), ("array.compact", "l"),
        ("object.default", "aa"), ("html.escape", "t"), ("string.empty", "t"), ("string.whitespace", "t"),
    ];

    public static object? Call(Naive naive, string name, IReadOnlyList<object?> of)
    {
        var kinds = All.First(one => one.Name == name).Kinds;
        if (of.Count != kinds.Length || of.Where((value, i) => !Fits(kinds[i], value)).Any())
        {
            throw new Open();
        }

        return name.Split('.')[0] switch
        {
            "string" => OnTexts(name["string.".Length..], naive, of),
            "math" => OnNumbers(name["math.".Length..], naive, of),
            "array" => OnLists(name["array.".Length..], naive, of),
            _ => OnAnything(name, naive, of),
        };
    }

    private static bool Fits(char kind, object? value) => kind switch
    {
        't' => value is string or Safe,
        'i' => value is int and >= 0 and < 50,
        'n' => value is int or double or decimal,
        'l' => value is List<object?>,
        _ => true,
    };

    private static object? OnTexts(string name, Naive naive, IReadOnlyList<object?> of)
    {
        var text = naive.Text(of[0]);
        var other = of.Count > 1 ? naive.Text(of[1]) : "";
        return name switch
        {
            "upcase" => text.ToUpperInvariant(),
            "downcase" => text.ToLowerInvariant(),
            "size" => text.Length,
            "append" => text + other,
            "prepend" => other + text,
            "strip" => text.Trim(),
            "lstrip" => text.TrimStart(),
            "rstrip" => text.TrimEnd(),
            "empty" => text.Length == 0,
            "whitespace" => text.Trim().Length == 0,
            "contains" => other.Length > 0 ? text.Contains(other, StringComparison.Ordinal) : throw new Open(),
            "starts_with" => other.Length > 0 ? text.StartsWith(other, StringComparison.Ordinal) : throw new Open(),
            "ends_with" => other.Length > 0 ? text.EndsWith(other, StringComparison.Ordinal) : throw new Open(),
            "replace" => other.Length > 0 ? string.Join(naive.Text(of[2]), text.Split(other)) : throw new Open(),
            "remove" => other.Length > 0 ? string.Concat(text.Split(other)) : throw new Open(),
            "pad_left" => new string(' ', Math.Max((int)of[1]! - text.Length, 0)) + text,
            "pad_right" => text + new string(' ', Math.Max((int)of[1]! - text.Length, 0)),
            _ => string.Concat(text.Skip((int)of[1]!).Take((int)of[2]!)),
        };
    }

    private static object? OnNumbers(string name, Naive naive, IReadOnlyList<object?> of) => name switch
    {
        "plus" => naive.Apply("+", of[0], of[1]),
        "minus" => naive.Apply("-", of[0], of[1]),
        "times" => naive.Apply("*", of[0], of[1]),
        "modulo" => naive.Apply("%", of[0], of[1]),
        "abs" => of[0] switch { int number when number != int.MinValue => Math.Abs(number), double number => Math.Abs(number), decimal number => Math.Abs(number), _ => throw new Open() },
        _ => of[0] is int or long or System.Numerics.BigInteger or double or decimal,
    };

    private static object? OnLists(string name, Naive naive, IReadOnlyList<object?> of)
    {
        var items = (List<object?>)of[0]!;
        return name switch
        {
            "size" => items.Count,
            "first" => items.Count > 0 ? items[0] : null,
            "last" => items.Count > 0 ? items[^1] : null,
            "join" => string.Join(naive.Text(of[1]), items.Select(naive.Text)),
            "reverse" => items.AsEnumerable().Reverse().ToList(),
            "concat" => items.Concat((List<object?>)of[1]!).ToList(),
            "add" => items.Append(of[1]).ToList(),
            "limit" => items.Take((int)of[1]!).ToList(),
            "offset" => items.Skip((int)of[1]!).ToList(),
            _ => items.Where(item => item is not null).ToList(),
        };
    }

    private static object? OnAnything(string name, Naive naive, IReadOnlyList<object?> of) => name switch
    {
        "object.default" => of[0] is null or "" or Safe { Html: "" } ? of[1] : of[0],
        _ => !naive.Office ? WebUtility.HtmlEncode(naive.Text(of[0])) : of[0] is Safe already ? already : new Safe(WebUtility.HtmlEncode(naive.Text(of[0]))),
    };
}
