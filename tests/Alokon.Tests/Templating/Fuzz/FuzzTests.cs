using System.Globalization;
using Alokon.Templating;
using Alokon.Templating.Functions;
using Alokon.Templating.Running;
using Xunit;

namespace Alokon.Tests.Templating.Fuzz;

/// <summary>
/// Templates that nobody wrote. ALOKON_FUZZ_RUNS says how many (20000 for the long run), ALOKON_FUZZ_SEED where the random
/// numbers begin; a failure prints the seed that repeats it.
/// </summary>
public sealed class FuzzTests
{
    // The suite asks the same every day; what is new is looked for with seeds of one's own.
    private const int FirstSeed = 1;

    private static readonly string[] Shreds =
        ["{{", "}}", "{{-", "-}}", "~}}", " end ", " else ", "if ", "for x in ", "func ", "|", "(", ")", "[", "]", "{", "}", "\"", "'", "`", "$\"", "\\", "\n", "\r", "..", "??", "?.", "#", "##", "=", ":", ",", ";", "1", ".", "$", "x", " ", "{%{", "}%}", "<script>", "<a href=", "\u0000", "\ud800", "é"];

    private static readonly string[] Oddities =
    [
        "null", "true", "0", "-1", "7", "2147483647", "-9223372036854775807", "99999999999999999999", "1.5", "(0.0 / 0.0)", "(1 / 0)", "1.50m", "\"\"", "\"abc\"", "\"<b>\\n\"",
        "\"%Y\"", "\"N0\"", "\"id-ID\"", "\"\\ud800\"", "[]", "[1, \"a\", null]", "[[1], {x: 1}]", "{}", "{x: {y: 1}}", "1..5", "d", "(d - e)", "(html.escape \"<\")", "empty", "this", "f", "(string.upcase \"a\")", "-0.0", "100000", "28",
    ];

    [Fact]
    public void A_template_means_what_the_description_says()
    {
        var known = 0;
        var (first, runs) = (Setting("ALOKON_FUZZ_SEED") ?? FirstSeed, Setting("ALOKON_FUZZ_RUNS") ?? 300);
        for (var seed = first; seed < first + runs; seed++)
        {
            var one = new FuzzCase(seed);
            known += one.IsKnown ? 1 : 0;
            if (one.FindFault() is { } fault)
            {
                Assert.Fail($"ALOKON_FUZZ_SEED={seed} ALOKON_FUZZ_RUNS=1\n{one.Text}\n---\n{fault}");
            }
        }

        // Else the walk has become too modest to find anything.
        Assert.True(runs < 100 || known > runs / 2, $"Expected the walk to know most templates, but it knew {known} of {runs}");
    }

    [Fact]
    public void A_torn_template_is_refused_at_a_place_in_it() => Each(300, seed =>
    {
        var random = new Random(seed);
        var text = new FuzzCase(seed).Text;
        for (var i = 1 + random.Next(4); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(3) switch
            {
                0 => text.Insert(at, Shreds[random.Next(Shreds.Length)]),
                1 => text.Remove(at, Math.Min(random.Next(4), text.Length - at)),
                _ => text[..at] + text[random.Next(text.Length + 1)..],
            };
        }

        return Fault(text);
    });

    [Fact]
    public void A_function_takes_or_refuses_whatever_it_is_given() => Each(600, seed =>
    {
        var random = new Random(seed);
        var functions = Functions().ToList();
        var (name, most) = functions[random.Next(functions.Count)];
        var arguments = Enumerable.Range(0, random.Next(most + 2)).Select(_ => Oddities[random.Next(Oddities.Length)]);
        return Fault($"{{{{ func f; ret 1; end; d = date.parse \"2026-10-05\"; e = date.parse \"0001-01-02\"; {string.Join(' ', [name, .. arguments])} }}}}");
    });

    [Fact]
    public void An_operator_takes_or_refuses_whatever_stands_beside_it() => Each(600, seed =>
    {
        var random = new Random(seed);
        string[] signs = ["+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "?!", "..", "..<"];
        string Odd() => random.Next(4) == 0 ? $"(-{Oddities[random.Next(Oddities.Length)]})" : Oddities[random.Next(Oddities.Length)];
        return Fault($"{{{{ func f; ret 1; end; d = date.parse \"2026-10-05\"; e = date.parse \"0001-01-02\"; {Odd()} {signs[random.Next(signs.Length)]} {Odd()} {signs[random.Next(signs.Length)]} {Odd()} }}}}");
    });

    [Fact]
    public void Loops_inside_loops_are_counted_together() => Each(100, seed =>
    {
        var random = new Random(seed);
        var (outer, inner) = (1 + random.Next(60), 1 + random.Next(60));
        var text = $"{{{{ for i in 1..{outer}; for j in 1..{inner}; \"x\"; end; end }}}}";
        var found = Rendering.Scriban(text);
        return (outer * (inner + 1) <= 1000 ? found == new string('x', outer * inner) : found.Contains("iteration limit `1000`", StringComparison.Ordinal)) ? null : $"{text}\n{found}";
    });

    [Fact]
    public void Code_behind_blanks_indents_every_line_it_writes() => Each(300, seed =>
    {
        var random = new Random(seed);
        var indent = new string(' ', 1 + random.Next(4));
        var lines = string.Join("\\n", Enumerable.Range(0, 1 + random.Next(4)).Select(i => $"baris{i}"));
        var before = random.Next(2) == 0 ? "" : "kepala\n";
        var text = $"{before}{indent}{{{{ \"{lines}\" }}}} ekor\n";
        var expected = $"{before}{indent}{lines.Replace("\\n", "\n" + indent, StringComparison.Ordinal)} ekor\n";
        var found = Rendering.Office(text);
        return found == expected ? null : $"{text}\n{found}";
    });

    private static void Each(int runs, Func<int, string?> find)
    {
        var first = Setting("ALOKON_FUZZ_SEED") ?? FirstSeed;
        runs = Setting("ALOKON_FUZZ_RUNS") ?? runs;
        for (var seed = first; seed < first + runs; seed++)
        {
            if (find(seed) is { } fault)
            {
                Assert.Fail($"ALOKON_FUZZ_SEED={seed} ALOKON_FUZZ_RUNS=1\n{fault}");
            }
        }
    }

    /// <summary>Whatever the text: an answer, or the language's own errors with a place in it; never another exception.</summary>
    private static string? Fault(string text)
    {
        foreach (var mode in Enum.GetValues<RenderMode>())
        {
            try
            {
                var parsed = Template.Parse(text, "surat", mode);
                var errors = parsed.Template is { } template
                    ? template.Render(FuzzModel.Json(), new RenderOptions { Mode = mode, TimeZone = TimeZoneInfo.Utc, Timeout = TimeSpan.FromMinutes(1) }).Error is { } error ? [error] : []
                    : parsed.Errors;
                // Scriban itself has no place for the end of a text.
                if (errors.Where(one => mode == RenderMode.Office || one.Line > 0).Select(one => Places.Outside(one, text)).FirstOrDefault(outside => outside is not null) is { } fault)
                {
                    return $"{mode}: {fault}\n{text}";
                }

                if (errors.Any(one => one.Message.Contains("was cancelled", StringComparison.Ordinal)))
                {
                    return $"{mode}: no limit stopped it\n{text}";
                }
            }
            catch (Exception crash) when (crash is not OutOfMemoryException)
            {
                return $"{mode}: {crash}\n{text}";
            }
        }

        return null;
    }

    private static IEnumerable<(string Name, int Most)> Functions()
    {
        var names = Catalogue.BuiltIns(new Dictionary<string, HostFunction>());
        foreach (var name in names.Names)
        {
            if (names[name] is BuiltIn bare)
            {
                yield return (name, bare.Parameters.Count);
            }
            else if (names[name] is ObjectValue space)
            {
                foreach (var function in space.Names.Select(member => space[member]).OfType<BuiltIn>())
                {
                    yield return ($"{name}.{function.Name}", function.Parameters.Count);
                }
            }
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
