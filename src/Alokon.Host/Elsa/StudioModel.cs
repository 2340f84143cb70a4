using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Sop.Workflows.Toolbox;

namespace Alokon.Host.Elsa;

/// <summary>What Studio sends, brought to the form in which definitions are stored. What the author did not change says the same as before.</summary>
internal static class StudioModel
{
    private const int LongestId = 60;
    private const int LongestName = 200;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, MaxDepth = 256, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    // What the store or the door says of a version; nothing of it is the author's.
    private static readonly string[] NotOfTheAuthor = ["links", "materializerName", "materializerContext", "providerName", "originalSource", "createdAt"];

    // Studio reads these into types of its own and writes all members of the type, and no other.
    private static readonly string[] Typed = ["options", "variables", "inputs", "outputs"];

    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];

    /// <param name="before">The text that the model was made from; none for a new definition.</param>
    public static Outcome<string> ToText(JsonObject model, string? before, ActivityRegistry registry)
    {
        if (Refuse(model) is { } refusal)
        {
            return refusal;
        }

        var json = model.DeepClone().AsObject();
        if (DrawnDefinition.Store(json, registry).IsRefused(out var malformed))
        {
            return malformed;
        }

        var old = before is null ? null : JsonNode.Parse(before, AnyCase)!.AsObject(); // only definitions are stored
        foreach (var member in NotOfTheAuthor)
        {
            json.Remove(member);
        }

        foreach (var list in Lists.Where(list => json[list] is not JsonArray))
        {
            json[list] = new JsonArray();
        }

        foreach (var typed in Typed)
        {
            json[typed] = Quieting.Typed(json[typed], old?[typed]);
        }

        json["customProperties"] = Custom(json["customProperties"] as JsonObject, old?["customProperties"] as JsonObject);
        StudioDrawing.Settle(json["root"]!.AsObject(), old?["root"] as JsonObject); // checked above
        Restore(json, old);
        NodeIds.Stamp(json["root"] as JsonObject, json.Text("definitionId") ?? "");
        return json.ToJsonString(Readable);
    }

    /// <summary>Letters and digits of the name, with hyphens: "Pengadaan obat 2027" is pengadaan-obat-2027.</summary>
    public static string IdFor(string name)
    {
        var letters = name.Normalize(NormalizationForm.FormD).ToLowerInvariant().Where(letter => !IsMark(letter)).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        var id = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return id.Length == 0 ? "alur" : id[..Math.Min(id.Length, LongestId)].Trim('-');
    }

    private static InvalidInput? Refuse(JsonObject model)
    {
        var name = model.Text("name")?.Trim() ?? "";
        return name.Length == 0 ? new InvalidInput("model.name", "definition-name-missing")
            : name.Length > LongestName ? new InvalidInput("model.name", "field-too-long", "200")
            : model["root"] is JsonObject root && root.Text("type") is not null && root.Text("id") is not null ? null
            : new InvalidInput("model.root", "definition-root-missing");
    }

    // The values with which somebody tried a step in Studio belong to that try.
    private static JsonObject Custom(JsonObject? custom, JsonObject? old)
    {
        var kept = custom?.DeepClone().AsObject() ?? [];
        kept.Remove(StudioDefinition.SeenProperty);
        kept.Remove("VariableTestValues");
        return (JsonObject)Quieting.Free(kept, old)!; // an object stays one
    }

    /// <summary>Members that Studio does not know are the author's all the same.</summary>
    private static void Restore(JsonObject json, JsonObject? old)
    {
        foreach (var (name, value) in old ?? [])
        {
            if (!json.ContainsKey(name))
            {
                json[name] = value?.DeepClone();
            }
        }

        foreach (var name in json.Where(member => member.Value is null && old?.ContainsKey(member.Key) != true).Select(member => member.Key).ToList())
        {
            json.Remove(name);
        }
    }

    private static bool IsMark(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;
}
