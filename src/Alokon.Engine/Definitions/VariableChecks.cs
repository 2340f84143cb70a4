using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Definitions;

/// <summary>Every variable that is set or read is declared somewhere.</summary>
internal static class VariableChecks
{
    public static IReadOnlyList<VariableDeclaration> DeclaredBy(ActivityNode node) => VariableDeclaration.ReadAll(node.Json["variables"]);

    public static IEnumerable<Finding> Check(ActivityNode node, ActivityDescriptor activity, IReadOnlyCollection<VariableDeclaration> declared)
    {
        foreach (var (input, reference) in References(node))
        {
            if (reference is null)
            {
                yield return new(Severity.Error, "unknown-variable", node.Id, $"Isian {activity.TitleOf(input)} tidak menyebut variabel. Pilih variabelnya.");
            }
            else if (!declared.Any(variable => variable.Id == reference.Id || variable.Name == reference.Name))
            {
                yield return new(Severity.Error, "unknown-variable", node.Id, $"Isian {activity.TitleOf(input)} memakai variabel {reference.Name ?? reference.Id} yang tidak ada dalam alur ini.");
            }
        }
    }

    private static IEnumerable<(string Input, VariableReference? Reference)> References(ActivityNode node)
    {
        if (node.Type == "Elsa.SetVariable")
        {
            yield return ("variable", VariableReference.From(node.Json["variable"]));
        }

        foreach (var (name, value) in node.Json)
        {
            if (value is JsonObject wrapper && wrapper["expression"] is JsonObject expression && Expression.TypeOf(wrapper) == "Variable")
            {
                yield return (name, VariableReference.From(expression["value"]));
            }
        }
    }
}
