using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Expressions.JavaScript;

namespace Alokon.Engine.Expressions;

/// <summary>Elsa's expression types that this engine evaluates, written out: the validator refuses all others before a case can meet them.</summary>
public static class Expression
{
    private static readonly Dictionary<string, Func<JsonNode?, ExpressionScope, JsonNode?>> Evaluators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Literal"] = (value, _) => value?.DeepClone(),
        ["Object"] = (value, _) => EvaluateObject(value),
        ["Json"] = (value, _) => EvaluateObject(value),
        ["Variable"] = EvaluateVariable,
        ["Input"] = EvaluateInput,
        ["JavaScript"] = EvaluateScript,
    };

    // Read once for as long as the definition is kept, and shared by its cases.
    private static readonly ConditionalWeakTable<JsonNode, Script> Scripts = [];

    public static bool IsKnown(string type) => Evaluators.ContainsKey(type);

    /// <summary>The type of the expression of an input, or Literal where the definition holds a bare value.</summary>
    public static string TypeOf(JsonNode? input) => Find(input)?["type"]?.ToString() ?? "Literal";

    /// <param name="input">An input wrapper <c>{typeName, expression:{type,value}}</c>, a bare expression <c>{type,value}</c>, or a bare value.</param>
    /// <returns>A value of its own: the caller may attach it anywhere.</returns>
    /// <exception cref="ExpressionFault">Unknown type, or the text is not what the type asks for.</exception>
    public static JsonNode? Evaluate(JsonNode? input, ExpressionScope scope)
    {
        if (Find(input) is not { } expression)
        {
            return input is JsonObject wrapper && wrapper.ContainsKey("typeName") ? null : input?.DeepClone();
        }

        var type = TypeOf(input);
        return Evaluators.TryGetValue(type, out var evaluate)
            ? evaluate(expression["value"], scope)
            : throw new ExpressionFault($"Expected an expression of a known type, but it is '{type}'");
    }

    /// <returns>The script of a JavaScript expression; null for other expressions and for an empty text.</returns>
    /// <exception cref="ScriptRefused">It cannot be run.</exception>
    public static Script? ScriptIn(JsonNode? input) =>
        string.Equals(TypeOf(input), "JavaScript", StringComparison.OrdinalIgnoreCase) ? Read(Find(input)?["value"]) : null;

    /// <summary>The script of an activity, which stands in the definition as a text: an expression that makes one would be code from text.</summary>
    /// <returns>Null for an empty text.</returns>
    /// <exception cref="ScriptRefused">It cannot be run.</exception>
    /// <exception cref="ExpressionFault">It is not written there.</exception>
    public static Script? WrittenScriptIn(JsonNode? input) =>
        TypeOf(input) == "Literal" ? Read(Find(input) is { } expression ? expression["value"] : input as JsonValue)
        : throw new ExpressionFault($"Expected a script written in the definition, but it is made by an expression of type {TypeOf(input)}");

    private static JsonObject? Find(JsonNode? input) => input switch
    {
        JsonObject wrapper when wrapper["expression"] is JsonObject expression => expression,
        JsonObject bare when bare["type"] is JsonValue && bare.ContainsKey("value") => bare,
        _ => null,
    };

    private static JsonNode? EvaluateObject(JsonNode? value)
    {
        if (value is not JsonValue text || !text.TryGetValue(out string? json))
        {
            return value?.DeepClone();
        }

        try
        {
            return string.IsNullOrWhiteSpace(json) ? null : JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ExpressionFault($"Expected JSON text in an Object expression, but line {e.LineNumber + 1} is not: {e.Message}");
        }
    }

    private static Script? Read(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? script) && !string.IsNullOrWhiteSpace(script)
            ? Scripts.GetValue(text, _ => Script.Read(script))
            : null;

    private static JsonNode? EvaluateScript(JsonNode? value, ExpressionScope scope) => Run(() => Read(value), scope);

    /// <summary>Runs the script of an activity.</summary>
    internal static JsonNode? RunWritten(JsonNode? input, ExpressionScope scope) => Run(() => WrittenScriptIn(input), scope);

    private static JsonNode? Run(Func<Script?> read, ExpressionScope scope)
    {
        try
        {
            return read()?.Run(scope);
        }
        catch (ScriptRefused refused)
        {
            throw new ExpressionFault($"Expected a script that this engine runs, but it is not: {refused.Message}");
        }
    }

    private static JsonNode? EvaluateVariable(JsonNode? value, ExpressionScope scope) =>
        VariableReference.From(value) is { } reference
            ? scope.Variable(reference)?.DeepClone()
            : throw new ExpressionFault("Expected a variable expression to name a variable, but it names none");

    private static JsonNode? EvaluateInput(JsonNode? value, ExpressionScope scope) =>
        VariableReference.From(value)?.Name is { } name
            ? scope.Input(name)?.DeepClone()
            : throw new ExpressionFault("Expected an input expression to name an input, but it names none");
}
