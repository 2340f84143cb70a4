using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>What a loop over a list goes over, and what one turn of it sees.</summary>
internal static class LoopItems
{
    /// <returns>Null when the definition gives null; an empty list when it says nothing.</returns>
    /// <exception cref="ExpressionFault">It gives something that is no list.</exception>
    public static JsonArray? Read(ActivityContext c) => c.InputJson("items") switch
    {
        JsonArray items => items,
        null => c.Node.Json.ContainsKey("items") ? null : [],
        var other => throw new ExpressionFault($"Expected the items of '{c.Node.Id}' to be a list, but they are {other.ToJsonString()}"),
    };

    public static JsonObject Locals(int index, JsonNode? value) =>
        new() { ["CurrentIndex"] = index, ["CurrentValue"] = value?.DeepClone() };
}
