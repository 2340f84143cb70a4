using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;
using Alokon.Engine.Expressions.JavaScript;

namespace Alokon.Engine.Definitions;

/// <summary>A script can be read whole, the variables that it names are declared, and it chooses only ways that are there.</summary>
internal static class ScriptChecks
{
    public static IEnumerable<Finding> Check(ActivityNode node, string input, JsonNode? value, IReadOnlyCollection<VariableDeclaration> declared)
    {
        var (script, refused) = Read(() => Expression.ScriptIn(value));
        if (script is { ChoosesOutcomes: true })
        {
            yield return new(Severity.Error, "script-without-outcomes", node.Id, $"Isian {input}: setOutcome dan setOutcomes hanya ada dalam skrip kegiatan Jalankan skrip.");
        }

        foreach (var finding in Common(node, input, script, refused, declared))
        {
            yield return finding;
        }
    }

    /// <summary>The script that an activity runs.</summary>
    public static IEnumerable<Finding> CheckActivity(ActivityNode node, IReadOnlyCollection<VariableDeclaration> declared)
    {
        const string input = "script";
        if (node.Type != RunJavaScript.Type)
        {
            return [];
        }

        if (Expression.TypeOf(node.Json[input]) is not "Literal" and var type)
        {
            return
            [
                new(Severity.Error, "script-not-written", node.Id, $"Isian {input} berupa ungkapan {type}: skripnya baru ada ketika kasus berjalan, jadi tidak dapat diperiksa. Tulis skripnya langsung (Literal)."),
            ];
        }

        var (script, refused) = Read(() => Expression.WrittenScriptIn(node.Json[input]));
        return [.. Common(node, input, script, refused, declared), .. Outcomes(node, script)];
    }

    private static IEnumerable<Finding> Outcomes(ActivityNode node, Script? script)
    {
        if (script is null || NodeReading.IsDynamic(node, "possibleOutcomes"))
        {
            return [];
        }

        var possible = RunJavaScript.Outcomes(NodeReading.StaticValue(node, "possibleOutcomes"));
        return script.Outcomes.Except(possible).Select(outcome =>
            new Finding(Severity.Error, "script-outcome-unknown", node.Id, $"Skrip memilih jalan {outcome} yang tidak ada. Tambahkan pada isian possibleOutcomes, atau pakai: {string.Join(", ", possible)}."));
    }

    private static IEnumerable<Finding> Common(ActivityNode node, string input, Script? script, ScriptRefused? refused, IReadOnlyCollection<VariableDeclaration> declared)
    {
        if (refused is not null)
        {
            yield return new(Severity.Error, "broken-script", node.Id, $"Isian {input}, skrip {refused.Message}.");
        }

        foreach (var name in script?.Variables.Where(name => !declared.Any(variable => variable.Name == name)) ?? [])
        {
            yield return new(Severity.Warning, "script-variable-unknown", node.Id, $"Isian {input}: skrip memakai variabel {name} yang tidak ada dalam alur ini.");
        }
    }

    private static (Script? Script, ScriptRefused? Refused) Read(Func<Script?> read)
    {
        try
        {
            return (read(), null);
        }
        catch (ScriptRefused refused)
        {
            return (null, refused);
        }
    }
}
