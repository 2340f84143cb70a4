using System.Numerics;

namespace Alokon.Templating.Running;

/// <summary>What the language says about its values, whoever renders.</summary>
internal static class Values
{
    /// <summary>Zero, an empty text and an empty list are true: only null, false and <c>empty</c> are not.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or EmptyValue => false,
        bool truth => truth,
        _ => true,
    };

    public static string TypeName(object? value) => value switch
    {
        null => "null",
        bool => "bool",
        int => "int",
        long => "long",
        float => "float",
        double => "double",
        decimal => "decimal",
        BigInteger => "bigint",
        string or SafeHtml => "string",
        RangeValue => "range",
        ListValue => "array",
        Callable => "function",
        DateTime => "DateTime",
        TimeSpan => "TimeSpan",
        _ => "object",
    };

    /// <summary>The name in the one message that quotes a type of .NET.</summary>
    public static string ClrName(object value) => value is BigInteger ? "System.Numerics.BigInteger" : value.GetType().ToString();

    public static bool IsNumber(object? value) => value is int or long or BigInteger or float or double or decimal;

    /// <returns>Null when the value holds no items.</returns>
    public static IReadOnlyList<object?>? Items(object? value) => value switch
    {
        ListValue list => list.Items,
        RangeValue range => range.Items,
        _ => null,
    };

    /// <summary>What a loop walks over; null when it is nothing one can walk over.</summary>
    public static IReadOnlyList<object?>? Iterate(object value) => value switch
    {
        string text => [.. text.Select(c => (object?)c.ToString())],
        SafeHtml html => Iterate(html.Html),
        ObjectValue members => [.. members.Names.Select(name => Pair(name, members[name]))],
        EmptyValue => [],
        _ => Items(value),
    };

    private static ObjectValue Pair(string name, object? value)
    {
        var pair = new ObjectValue();
        pair.Set("key", name);
        pair.Set("value", value);
        return pair;
    }

    /// <returns>Null for null: Scriban leaves open whether nothing is empty.</returns>
    public static object? IsEmpty(object? value) => value switch
    {
        null => null,
        string text => text.Length == 0,
        SafeHtml html => html.Html.Length == 0,
        ObjectValue members => members.Names.Count == 0,
        EmptyValue => true,
        _ => Items(value) is { } items && items.Count == 0,
    };

    /// <summary>Scriban's names of kinds, as <c>object.typeof</c> gives them.</summary>
    public static string? Kind(object? value) => value switch
    {
        null => null,
        string or SafeHtml => "string",
        bool => "boolean",
        RangeValue => "iterator",
        ListValue => "array",
        _ => IsNumber(value) ? "number" : "object",
    };
}
