using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>One input as Elsa's files have it: its type, and an expression. Brings to it whatever the editors of Studio write.</summary>
internal static class DrawnInput
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Object(string typeName, JsonNode value) => Of(typeName, "Object", JsonValue.Create(value.ToJsonString(Plain)));

    public static JsonObject Literal(string typeName, JsonNode? value) => Of(typeName, "Literal", value?.DeepClone());

    /// <summary>For the designer, which reads nothing but expressions: a bare value gets one around it.</summary>
    public static JsonNode? Shown(InputDescriptor input, JsonNode? written) => written switch
    {
        null => null,
        JsonObject wrapper when IsWrapper(wrapper) => wrapper,
        JsonObject bare when bare["type"] is JsonValue && bare.ContainsKey("value") => Of(input.TypeName, bare["type"]!.ToString(), bare["value"]?.DeepClone()),
        JsonValue value => Literal(input.TypeName, value),
        var value => Object(input.TypeName, value),
    };

    /// <returns>As it is stored; null: nothing was written.</returns>
    /// <exception cref="ExpressionFault">The value is not of the declared type.</exception>
    public static JsonNode? Stored(InputDescriptor input, JsonNode? written)
    {
        if (!input.IsWrapped || written is not JsonObject wrapper || !IsWrapper(wrapper))
        {
            return written;
        }

        if (wrapper["memoryReference"] is null)
        {
            wrapper.Remove("memoryReference");
        }

        wrapper["typeName"] ??= input.TypeName;
        return wrapper["expression"] is JsonObject expression && Settle(input, expression) ? wrapper : null;
    }

    private static bool Settle(InputDescriptor input, JsonObject expression)
    {
        var value = expression["value"];
        switch (Expression.TypeOf(expression))
        {
            case "Literal":
                return Set(expression, Typed(input, value), value);
            case "Object" or "Json" when value is JsonObject or JsonArray:
                expression["value"] = value.ToJsonString(Plain);
                return true;
            case "Object" or "Json":
                Expression.Evaluate(expression, new(_ => null, _ => null));
                return !string.IsNullOrWhiteSpace(value?.ToString());
            default:
                return true;
        }
    }

    private static bool Set(JsonObject expression, JsonNode? typed, JsonNode? written)
    {
        if (typed is not null && !ReferenceEquals(typed, written))
        {
            expression["value"] = typed.DeepClone();
        }

        return typed is not null;
    }

    private static JsonNode? Typed(InputDescriptor input, JsonNode? value)
    {
        if (input.TypeName is not ("Object" or "Any" or "Variable"))
        {
            return Coercion.To(input.TypeName, value);
        }

        // JSON in a text stays a text, as its editor wrote it; but it must be JSON.
        var text = value is JsonValue written && written.GetValueKind() == JsonValueKind.String ? written.ToString().TrimStart() : null;
        if (input.UiHint == "json-editor" && text is ['{' or '[', ..])
        {
            Expression.Evaluate(new JsonObject { ["type"] = "Object", ["value"] = text }, new(_ => null, _ => null));
        }

        return text is { Length: 0 } ? null : value;
    }

    private static JsonObject Of(string typeName, string type, JsonNode? value) =>
        new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    private static bool IsWrapper(JsonObject value) => value["expression"] is JsonObject || value.ContainsKey("typeName");
}
