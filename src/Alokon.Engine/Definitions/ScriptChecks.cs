using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;
using Alokon.Engine.Expressions.JavaScript;

namespace Alokon.Engine.Definitions;

/// <summary>A script can be read whole, and the variables that it names are declared.</summary>
internal static class ScriptChecks
{
    public static IEnumerable<Finding> Check(ActivityNode node, string input, JsonNode? value, IReadOnlyCollection<VariableDeclaration> declared)
    {
        var (script, refused) = Read(value);
        if (refused is not null)
        {
            yield return new(Severity.Error, "broken-script", node.Id, $"Isian {input}, skrip {refused.Message}.");
        }

        foreach (var name in script?.Variables.Where(name => !declared.Any(variable => variable.Name == name)) ?? [])
        {
            yield return new(Severity.Warning, "script-variable-unknown", node.Id, $"Isian {input}: skrip memakai variabel {name} yang tidak ada dalam alur ini.");
        }
    }

    private static (Script? Script, ScriptRefused? Refused) Read(JsonNode? value)
    {
        try
        {
            return (Expression.ScriptIn(value), null);
        }
        catch (ScriptRefused refused)
        {
            return (null, refused);
        }
    }
}
