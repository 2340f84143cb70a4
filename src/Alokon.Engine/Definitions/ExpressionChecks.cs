using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Definitions;

/// <summary>Every expression is of a type that this engine evaluates, and its text is what the type asks for.</summary>
internal static class ExpressionChecks
{
    public static IEnumerable<Finding> Check(ActivityNode node, ActivityDescriptor activity, IReadOnlyCollection<VariableDeclaration> declared) =>
        Inputs(node).SelectMany(input => Check(node, activity.TitleOf(input.Name), input.Value).Concat(ScriptChecks.Check(node, activity.TitleOf(input.Name), input.Value, declared)));

    private static IEnumerable<Finding> Check(ActivityNode node, string name, JsonNode? value)
    {
        var type = Expression.TypeOf(value);
        if (!Expression.IsKnown(type))
        {
            yield return new(Severity.Error, "unknown-expression", node.Id, $"Isian {name} memakai ungkapan {type}, {WhyNot(type)} Pakai JavaScript, Literal, Object, Variable, atau Input.");
        }
        else if (type is "Object" or "Json" && Fault(value) is { } fault)
        {
            yield return new(Severity.Error, "broken-expression", node.Id, $"Isian {name} bukan JSON yang benar: {fault}");
        }
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Inputs(ActivityNode node)
    {
        foreach (var (name, value) in node.Json)
        {
            if (value is JsonObject wrapper && wrapper.ContainsKey("expression"))
            {
                yield return (name, wrapper);
            }
        }

        if (SwitchCases.HasCases(node))
        {
            foreach (var option in SwitchCases.Of(node))
            {
                yield return ($"{option["label"]}", option["condition"]);
            }
        }
    }

    private static string WhyNot(string type) => type switch
    {
        "Liquid" => "yang tidak dijalankan di sini: teksnya dapat ditulis sebagai template JavaScript (`Halo ${getNama()}`).",
        "CSharp" or "C#" => "yang tidak dijalankan di sini: kode C# tidak dapat dibatasi.",
        "Python" => "yang tidak dijalankan di sini: tidak ada Python di server.",
        "Secret" => "yang tidak dijalankan di sini: rahasia server tidak boleh masuk alur.",
        _ => "yang tidak dikenal.",
    };

    private static string? Fault(JsonNode? value)
    {
        try
        {
            Expression.Evaluate(value, new(_ => null, _ => null));
            return null;
        }
        catch (ExpressionFault fault)
        {
            return fault.Message;
        }
    }
}
