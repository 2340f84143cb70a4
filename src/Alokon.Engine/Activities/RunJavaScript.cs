using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>
/// Runs a script in the sandbox of the expressions. Its value is the result; it says itself which ways go on. A way that the activity
/// does not declare has no arrow: the case would end there without a word, so it is a fault.
/// </summary>
public sealed class RunJavaScript : IActivity
{
    public const string Type = "Elsa.RunJavaScript";

    private const string Unsaid = "Done";

    public ActivityDescriptor Descriptor { get; } = new(
        Type,
        "Jalankan skrip",
        "Kendali alur: data",
        "Menjalankan skrip JavaScript atas nilai kasus. setOutcome('…') atau setOutcomes(['…']) memilih jalannya; tanpa itu: Done.",
        [
            new("script", "String", "Skrip", "Ditulis langsung di sini; nilai terakhirnya menjadi hasil.", "code-editor", null, ""),
            new("possibleOutcomes", "Object", "Jalan", "Nama jalan yang boleh dipilih skrip.", "dynamic-outcomes", null, ""),
        ],
        [new("result", "Object", "Hasil", "Nilai skrip")],
        [Unsaid]);

    /// <summary>Those that the activity declares, and the one that it takes where the script says nothing.</summary>
    public static IReadOnlyList<string> Outcomes(JsonNode? possible) =>
        [.. (possible as JsonArray ?? []).Select(name => name?.ToString() ?? "").Append(Unsaid).Distinct(StringComparer.Ordinal)];

    public Refusal? Execute(ActivityContext c)
    {
        IReadOnlyList<string> said = [Unsaid];
        if (c.RunScript("script", outcomes => said = outcomes) is { } result)
        {
            c.SetOutput("result", result);
        }

        var declared = Outcomes(c.InputJson("possibleOutcomes"));
        if (said.FirstOrDefault(outcome => !declared.Contains(outcome)) is { } unknown)
        {
            throw new ExpressionFault($"Expected the script of '{c.Node.Id}' to choose among {string.Join(", ", declared)}, but it chose '{unknown}'");
        }

        c.Complete([.. said.Distinct(StringComparer.Ordinal)]);
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
