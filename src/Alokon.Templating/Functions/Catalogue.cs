using System.Runtime.CompilerServices;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

/// <summary>All names the language itself gives to a template, and those it refuses though Scriban has them.</summary>
internal static class Catalogue
{
    // Refused because they are not deterministic, run text as code, may run for ever (regular expressions), or
    // need what the subset leaves out (functions as values). A template that names one is refused before it runs.
    private static readonly Dictionary<string, string[]> Foreign = new()
    {
        ["array"] = ["add_range", "any", "cycle", "each", "filter", "insert_at", "remove_at"],
        ["date"] = ["default_format", "format", "now", "parse_to_string", "utc_now"],
        ["math"] = ["random", "uuid"],
        ["object"] = ["eval", "eval_template", "from_json"],
        ["regex"] = ["escape", "match", "matches", "replace", "split", "unescape"],
        ["string"] = ["base64_decode", "base64_encode", "hmac_sha1", "hmac_sha256", "hmac_sha512", "md5", "sha1", "sha256", "sha512"],
        ["timespan"] = ["from_days", "from_hours", "from_milliseconds", "from_minutes", "from_seconds", "parse", "zero"],
    };

    /// <summary>The office's own namespace; a host may lend functions into it.</summary>
    private const string Letters = "surat.";

    private static readonly Dictionary<string, ObjectValue> Spaces = new()
    {
        ["array"] = Space("array", ArrayFunctions.All),
        ["date"] = Space("date", DateFunctions.All),
        ["html"] = Space("html", HtmlFunctions.All),
        ["math"] = Space("math", MathFunctions.All),
        ["object"] = Space("object", ObjectFunctions.All),
        ["regex"] = Space("regex", []),
        ["string"] = Space("string", StringFunctions.All),
        ["timespan"] = Space("timespan", []),
        ["rupiah"] = Space("rupiah", OfficeFunctions.Rupiah),
        ["nomor"] = Space("nomor", OfficeFunctions.Nomor),
    };

    public static bool IsForeign(string name) => name == "include_join";

    public static bool IsForeign(string space, string name) => Foreign.TryGetValue(space, out var names) && names.Contains(name);

    private static readonly ConditionalWeakTable<IReadOnlyDictionary<string, HostFunction>, ObjectValue> Known = [];

    /// <summary>The names under all others: what the host lends is found before what the language has. Made once for each set of functions lent.</summary>
    public static ObjectValue BuiltIns(IReadOnlyDictionary<string, HostFunction> lent) => Known.GetValue(lent, Make);

    private static ObjectValue Make(IReadOnlyDictionary<string, HostFunction> lent)
    {
        var names = new ObjectValue();
        foreach (var (name, space) in Spaces)
        {
            names.Set(name, space);
        }

        names.Set("empty", EmptyValue.Instance);
        names.Set("include", new IncludeFunction());
        foreach (var function in OfficeFunctions.Bare)
        {
            names.Set(function.Name, function);
        }

        var letters = new ObjectValue();
        foreach (var function in SuratFunctions.All)
        {
            letters.Set(function.Name, function);
        }

        foreach (var (name, function) in lent)
        {
            (name.StartsWith(Letters, StringComparison.Ordinal) ? letters : names).Set(name.StartsWith(Letters, StringComparison.Ordinal) ? name[Letters.Length..] : name, new LentFunction(name, function));
        }

        letters.Freeze();
        names.Set(Letters[..^1], letters);
        names.Freeze();
        return names;
    }

    private static ObjectValue Space(string name, IEnumerable<BuiltIn> functions)
    {
        var space = new ObjectValue();
        foreach (var function in functions)
        {
            space.Set(function.Name, function);
        }

        // The parser refuses these by name; a template may still reach one through a variable.
        foreach (var foreign in Foreign.GetValueOrDefault(name, []))
        {
            space.Set(foreign, new RefusedFunction($"{name}.{foreign}"));
        }

        space.Freeze();
        return space;
    }

    private sealed class RefusedFunction(string name) : Callable
    {
        public override IReadOnlyList<Parameter>? Parameters => null;

        public override object? Invoke(Call call) => throw call.Fault($"`{name}` tidak didukung dalam bahasa templat ini");

        public override string ToString() => name;
    }
}
