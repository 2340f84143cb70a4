using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Sop.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>The papers that a step issues: one list of boxes for each outcome.</summary>
internal static class DocumentsPart
{
    public const string Input = "documents";
    private const string Prefix = "terbit";

    public static IReadOnlyList<StepEditor> Editors(IReadOnlyList<OutcomeOption> outcomes, IReadOnlyList<InputOption> documents) =>
    [
        .. outcomes.Select(outcome => new StepEditor(
            new(Field(outcome.Key), "Object", $"Dokumen terbit: {outcome.Label}", $"Dokumen yang terbit bila keputusannya \"{outcome.Label}\".", "checklist", null, "Mutu baku") { Options = documents, IsWrapped = false },
            Input)),
    ];

    public static JsonObject Take(JsonNode? rules, IEnumerable<OutcomeOption> outcomes)
    {
        var read = Read(rules);
        return new(outcomes.Select(outcome => KeyValuePair.Create(
            Field(outcome.Key),
            (JsonNode?)new JsonArray([.. read.Where(rule => rule.IsIssuedOn(outcome.Key)).Select(rule => (JsonNode?)rule.Code).DistinctBy(code => code!.ToString())]))));
    }

    /// <summary>Rules for outcomes that have no boxes stay.</summary>
    public static JsonNode? Put(FieldReading fields, JsonNode? before, IReadOnlyList<OutcomeOption> outcomes)
    {
        var rules = Read(before);
        var ticked = outcomes.ToDictionary(outcome => outcome.Key, outcome => fields.List(Field(outcome.Key)));
        var codes = rules.Select(rule => rule.Code).Concat(outcomes.SelectMany(outcome => ticked[outcome.Key])).Distinct().ToList();
        var after = new JsonArray();
        foreach (var code in codes)
        {
            string[] issued =
            [
                .. outcomes.Select(outcome => outcome.Key).Where(key => ticked[key].Contains(code)),
                .. rules.Where(rule => rule.Code == code).SelectMany(rule => rule.Outcomes ?? []).Where(key => !ticked.ContainsKey(key)),
            ];
            if (issued.Length > 0)
            {
                after.Add(new JsonObject { ["code"] = code, ["outcomes"] = new JsonArray([.. issued.Distinct().Select(key => (JsonNode?)key)]) });
            }
        }

        return after;
    }

    /// <summary>Boxes of outcomes that other steps of the type have, and this one has not.</summary>
    public static void Clear(JsonObject node)
    {
        foreach (var field in node.Select(member => member.Key).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length > Prefix.Length && char.IsAsciiLetterUpper(name[Prefix.Length])).ToList())
        {
            node.Remove(field);
        }
    }

    private static string Field(string outcome) => $"{Prefix}{char.ToUpperInvariant(outcome[0])}{outcome[1..]}";

    private static List<DocumentRule> Read(JsonNode? rules) =>
    [
        .. from rule in rules as JsonArray ?? []
           let code = (rule as JsonObject)?["code"]?.ToString() ?? (rule as JsonValue)?.ToString()
           where !string.IsNullOrEmpty(code)
           select new DocumentRule(code, [.. ((rule as JsonObject)?["outcomes"] as JsonArray ?? []).Select(outcome => outcome?.ToString() ?? "")]),
    ];
}
