using System.Text.Json;
using System.Text.RegularExpressions;
using Alokon.Host.Texts;
using Xunit;

namespace Alokon.Tests.Architecture;

/// <summary>Whatever is refused is refused in Indonesian: every code in the sources has its sentence, and every sentence its code.</summary>
public sealed partial class RefusalTextTests
{
    private static readonly IReadOnlyCollection<string> Codes =
        [.. House.Sources.SelectMany(file => Patterns().SelectMany(pattern => pattern.Matches(file.Text))).SelectMany(CodesOf).Distinct().Order()];

    [Fact]
    public void Every_code_has_an_Indonesian_text() => Assert.Empty(Codes.Except(IndonesianTexts.Codes));

    [Fact]
    public void Every_text_belongs_to_a_code() =>
        Assert.DoesNotContain(IndonesianTexts.Codes, code => code != "_fallback" && !House.Sources.Any(file => file.Text.Contains($"\"{code}\"", StringComparison.Ordinal)));

    [Fact]
    public void No_code_has_two_texts()
    {
        using var stream = typeof(IndonesianTexts).Assembly.GetManifestResourceStream("Alokon.Texts.id.json");
        using var texts = JsonDocument.Parse(stream!); // the program would not start without it
        Assert.Empty(texts.RootElement.EnumerateObject().GroupBy(text => text.Name).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Theory]
    [InlineData("task-stale")] // base("…", RefusalKind…)
    [InlineData("too-many-requests")] // : Refusal("…", …)
    [InlineData("pack-key-differs")] // new("…", place)
    [InlineData("facility-unknown")] // .Refuse(path, "…")
    [InlineData("field-not-list")] // Refuse(name, "…")
    [InlineData("lot-needed")] // a choice between two
    [InlineData("file-size")] // new InvalidInput(path, "…")
    [InlineData("nip-malformed")] // yield return new($"…", "…")
    [InlineData("event-link-broken")] // a constant
    [InlineData("unknown-port")] // a finding
    public void The_search_finds_each_way_to_write_a_code(string code) => Assert.Contains(code, Codes);

    private static IEnumerable<string> CodesOf(Match match) => match.Groups["code"].Captures.Select(capture => capture.Value);

    private static IEnumerable<Regex> Patterns() => [Refusals(), Faults(), Fields(), NewFields(), Constants(), Findings()];

    [GeneratedRegex("""(?:base|\w*Refusal)\(\s*"(?<code>[a-z0-9-]+)",\s*RefusalKind""")]
    private static partial Regex Refusals();

    [GeneratedRegex("""\bnew\("(?<code>(?:pack|event)-[a-z-]+)",""")]
    private static partial Regex Faults();

    /// <summary>The second argument; the first is any text or expression without a comma, or a choice of texts.</summary>
    [GeneratedRegex("""(?:FieldError|InvalidInput|PackFault\.Event|\bRefuse)\((?:"[^"]*"|\$"[^"]*"|[^",()]+(?:"[^"]*"[^",()]*)*),\s*(?:[^",()]*\?\s*"(?<code>[a-z-]+)"\s*:\s*)?"(?<code>[a-z-]+)"[,)]""")]
    private static partial Regex Fields();

    [GeneratedRegex("""yield return new\(\$?"[^"]*",\s*"(?<code>[a-z-]+)"[,)]""")]
    private static partial Regex NewFields();

    [GeneratedRegex("""const string \w+ = "(?<code>events?-[a-z-]+)";""")]
    private static partial Regex Constants();

    [GeneratedRegex("""Severity\.\w+,\s*"(?<code>[a-z-]+)",""")]
    private static partial Regex Findings();
}
