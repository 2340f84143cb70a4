using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Engine.Activities;
using Alokon.Sop.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>The answers of a step as lines of text: <c>kembalikan: Kembalikan untuk diperbaiki</c>.</summary>
internal static partial class OutcomesPart
{
    public const string Input = "outcomes";
    private const string Field = "keputusan";

    public static StepEditor Editor(SopStepType step) => new(
        new(
            Field, "String", "Keputusan",
            $"Satu keputusan per baris: kunci, titik dua, tulisan tombolnya. Hapus barisnya bila langkah ini tidak menawarkannya. Kunci yang dikenal: {string.Join(", ", step.Outcomes.Select(o => o.Key))}.",
            "multiline", Text(step.Outcomes), "Keputusan")
        {
            IsWrapped = false,
        },
        Input);

    public static JsonObject Take(JsonNode? outcomes, SopStepType step) => new() { [Field] = Text(Read(outcomes) is { Count: > 0 } own ? own : step.Outcomes) };

    public static JsonNode Put(FieldReading fields)
    {
        var options = new JsonArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in fields.Text(Field).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Line().Match(line) is not { Success: true } read || !seen.Add(read.Groups["key"].Value))
            {
                fields.Refuse(Field, "outcome-line-malformed", line);
                continue;
            }

            options.Add(new JsonObject { ["key"] = read.Groups["key"].Value, ["label"] = read.Groups["label"].Value });
        }

        return options;
    }

    /// <summary>As the engine reads them; what has no key is left out.</summary>
    public static IReadOnlyList<OutcomeOption> Read(JsonNode? outcomes) =>
    [
        .. from outcome in (outcomes as JsonArray ?? []).OfType<JsonObject>()
           let key = outcome["key"]?.ToString()
           where !string.IsNullOrEmpty(key)
           select new OutcomeOption(key, outcome["label"]?.ToString() is { Length: > 0 } label ? label : key),
    ];

    private static string Text(IEnumerable<OutcomeOption> outcomes) => string.Join('\n', outcomes.Select(o => $"{o.Key}: {o.Label}"));

    [GeneratedRegex("^(?<key>[A-Za-z][A-Za-z0-9]{0,39}) *: *(?<label>[^ ].*)$")]
    private static partial Regex Line();
}
