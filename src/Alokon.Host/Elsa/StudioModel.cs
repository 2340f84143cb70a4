using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Sop.Workflows.Toolbox;

namespace Alokon.Host.Elsa;

/// <summary>What Studio sends, brought to the form in which definitions are stored.</summary>
internal static class StudioModel
{
    private const int LongestId = 60;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, MaxDepth = 256, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What the store or the door says of a version; nothing of it is the author's.
    private static readonly string[] NotOfTheAuthor = ["links", "materializerName", "materializerContext", "providerName"];

    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];

    /// <param name="before">The text that the model was made from; none for a new definition.</param>
    public static Outcome<string> ToText(JsonObject model, string? before, ActivityRegistry registry)
    {
        var json = model.DeepClone().AsObject();
        foreach (var member in NotOfTheAuthor)
        {
            json.Remove(member);
        }

        foreach (var list in Lists.Where(list => json[list] is not JsonArray))
        {
            json[list] = new JsonArray();
        }

        if (json["customProperties"] is not JsonObject custom)
        {
            json["customProperties"] = custom = [];
        }

        custom.Remove(StudioDefinition.SeenProperty);
        if (DrawnDefinition.Store(json, registry).IsRefused(out var refusal))
        {
            return refusal;
        }

        NodeIds.Stamp(json["root"] as JsonObject, json.Text("definitionId") ?? "");
        return json.ToJsonString(Readable);
    }

    /// <summary>Letters and digits of the name, with hyphens: "Pengadaan obat 2027" is pengadaan-obat-2027.</summary>
    public static string IdFor(string name)
    {
        var letters = name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        var words = string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var id = string.Join('-', words);
        return id.Length == 0 ? "alur" : id[..Math.Min(id.Length, LongestId)].Trim('-');
    }
}
