using System.Text.Json.Nodes;

namespace Alokon.Engine.Expressions;

/// <summary>A variable as a definition declares it, for the workflow or for one container.</summary>
public sealed record VariableDeclaration(string Id, string Name, string? TypeName, JsonNode? Default)
{
    /// <summary>The author asked for a value that lives for one burst only (Elsa's memory driver). What asks for nothing is kept: nobody should lose a value by not choosing.</summary>
    public bool IsTransient { get; init; }

    /// <param name="declared">The <c>variables</c> member, or null where there is none.</param>
    public static IReadOnlyList<VariableDeclaration> ReadAll(JsonNode? declared) =>
        declared is JsonArray array ? [.. array.OfType<JsonObject>().Select(Read)] : [];

    private static VariableDeclaration Read(JsonObject json)
    {
        var name = json["name"]?.ToString() ?? "";
        var typeName = json["isArray"] is JsonValue flag && flag.TryGetValue(out bool isArray) && isArray ? $"{json["typeName"]}[]" : json["typeName"]?.ToString();
        return new(json["id"]?.ToString() ?? name, name, typeName, json["value"])
        {
            IsTransient = json["storageDriverTypeName"]?.ToString().Contains("MemoryStorageDriver", StringComparison.Ordinal) ?? false,
        };
    }

    /// <summary>A fresh value for a new scope.</summary>
    public JsonNode? Initial() => Coercion.To(TypeName, Default?.DeepClone());
}
