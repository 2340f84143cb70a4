using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Definitions;

/// <summary>What can be said about a node without running it.</summary>
public static class NodeReading
{
    /// <summary>A value that stands in the definition itself; null where it is left out, empty, or only known when the case runs.</summary>
    public static JsonNode? StaticValue(ActivityNode node, string input)
    {
        if (IsDynamic(node, input))
        {
            return null;
        }

        try
        {
            return Coercion.To("Object", Expression.Evaluate(node.Json[input], new(_ => null, _ => null)));
        }
        catch (ExpressionFault)
        {
            return null; // the expression check names it
        }
    }

    /// <summary>The value comes from a variable or an input of the case.</summary>
    public static bool IsDynamic(ActivityNode node, string input) =>
        Expression.TypeOf(node.Json[input]) is not ("Literal" or "Object" or "Json");

    public static bool IsEmpty(ActivityNode node, string input) =>
        !IsDynamic(node, input) && StaticValue(node, input) switch
        {
            null => true,
            JsonObject value => value.Count == 0,
            JsonArray value => value.Count == 0,
            var value => value.ToString().Trim().Length == 0,
        };

    /// <summary>The ports that this node can fire; a node that states its own <c>outcomes</c> has those.</summary>
    public static IReadOnlyList<string> Ports(ActivityNode node, ActivityDescriptor descriptor) => node.Type switch
    {
        _ when node.Callee is { } callee => callee.Outcomes,
        _ when descriptor.IsTerminal => [],
        "Elsa.FlowSwitch" => [.. SwitchCases.Of(node).Select(SwitchCases.Label), "Default"],
        "Elsa.FlowFork" when StaticValue(node, "branches") is JsonArray { Count: > 0 } branches => [.. branches.Select(Key)],
        RunJavaScript.Type => RunJavaScript.Outcomes(StaticValue(node, "possibleOutcomes")),
        _ when descriptor.Input("outcomes") is not null && StaticValue(node, "outcomes") is JsonArray { Count: > 0 } outcomes => [.. outcomes.Select(Key)],
        _ => descriptor.Outcomes,
    };

    /// <summary>What a port is called: as the node says, as the type says, or by its key.</summary>
    public static string PortName(ActivityNode node, ActivityDescriptor descriptor, string port) =>
        descriptor.Input("outcomes") is not null
        && (StaticValue(node, "outcomes") as JsonArray)?.OfType<JsonObject>().FirstOrDefault(outcome => Key(outcome) == port)?["label"]?.ToString() is { Length: > 0 } label
            ? label
            : descriptor.NameOf(port);

    /// <summary>Which ports it fires is only known when the case runs.</summary>
    public static bool HasUnknownPorts(ActivityNode node, ActivityDescriptor descriptor) =>
        (node.Type == "Elsa.FlowFork" && IsDynamic(node, "branches"))
        || (node.Type == RunJavaScript.Type && IsDynamic(node, "possibleOutcomes"))
        || (descriptor.Input("outcomes") is not null && IsDynamic(node, "outcomes"));

    /// <summary>A step of an SOP: a person of some role does it.</summary>
    public static bool IsStep(ActivityDescriptor descriptor) => descriptor.Input("role") is not null;

    private static string Key(JsonNode? outcome) => (outcome is JsonObject named ? named["key"] : outcome)?.ToString() ?? "";
}
