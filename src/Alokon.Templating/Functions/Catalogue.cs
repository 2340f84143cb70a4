using System.Collections.Frozen;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

/// <summary>All names the language itself gives to a template, and those it refuses though Scriban has them.</summary>
internal static class Catalogue
{
    // Refused because they are not deterministic, run text as code, may run for ever (regular expressions), or
    // need what the subset leaves out (functions as values). A template that uses one is refused before it runs.
    private static readonly FrozenSet<string> Foreign = FrozenSet.ToFrozenSet(
    [
        "include_join", "regex", "timespan",
        "array.add_range", "array.any", "array.cycle", "array.each", "array.filter", "array.insert_at", "array.remove_at",
        "date.default_format", "date.format", "date.now", "date.parse_to_string", "date.utc_now",
        "math.random", "math.uuid",
        "object.eval", "object.eval_template", "object.from_json",
        "string.base64_decode", "string.base64_encode", "string.hmac_sha1", "string.hmac_sha256", "string.hmac_sha512",
        "string.md5", "string.sha1", "string.sha256", "string.sha512",
    ]);

    private static readonly ObjectValue[] Spaces =
    [
        Space(ArrayFunctions.All), Space(DateFunctions.All), Space(HtmlFunctions.All), Space(MathFunctions.All), Space(ObjectFunctions.All),
        Space(StringFunctions.All), Space(OfficeFunctions.Rupiah), Space(OfficeFunctions.Nomor),
    ];

    private static readonly string[] SpaceNames = ["array", "date", "html", "math", "object", "string", "rupiah", "nomor"];

    public static bool IsForeign(string name) => Foreign.Contains(name);

    public static bool IsForeign(string space, string name) => Foreign.Contains(space) || Foreign.Contains($"{space}.{name}");

    /// <summary>The names under all others: what the host lends is found before what the language has.</summary>
    public static ObjectValue BuiltIns(IReadOnlyDictionary<string, HostFunction> lent)
    {
        var names = new ObjectValue();
        for (var i = 0; i < Spaces.Length; i++)
        {
            names.Set(SpaceNames[i], Spaces[i]);
        }

        names.Set("empty", EmptyValue.Instance);
        names.Set("include", new IncludeFunction());
        foreach (var function in OfficeFunctions.Bare)
        {
            names.Set(function.Name, function);
        }

        foreach (var (name, function) in lent)
        {
            names.Set(name, new LentFunction(name, function));
        }

        return names;
    }

    private static ObjectValue Space(IEnumerable<BuiltIn> functions)
    {
        var space = new ObjectValue();
        foreach (var function in functions)
        {
            space.Set(function.Name, function);
        }

        space.Freeze();
        return space;
    }
}
