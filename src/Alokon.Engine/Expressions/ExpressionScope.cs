using System.Text.Json.Nodes;

namespace Alokon.Engine.Expressions;

/// <summary>What an expression may see. No I/O: only values of the instance.</summary>
/// <param name="Variable">Looks a variable up by id first, then by name, from the innermost container outwards.</param>
/// <param name="Input">An input of the workflow, by name.</param>
public sealed record ExpressionScope(Func<VariableReference, JsonNode?> Variable, Func<string, JsonNode?> Input)
{
    /// <summary>What a script may see and do beyond that. Called only when a script runs: other expressions pay nothing for it.</summary>
    public Func<ScriptScope> Script { get; init; } = () => new ScriptScope();
}

/// <summary>How a definition names a variable: Elsa writes the id, people write the name.</summary>
public sealed record VariableReference(string? Id, string? Name)
{
    /// <summary>Reads a variable object <c>{id,name,…}</c> or a bare name.</summary>
    public static VariableReference? From(JsonNode? node) => node switch
    {
        JsonObject variable => new(Text(variable["id"]), Text(variable["name"])),
        JsonValue value when value.TryGetValue(out string? name) => new(null, name),
        _ => null,
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
