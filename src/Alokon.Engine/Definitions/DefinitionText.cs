using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Engine.Definitions;

/// <summary>The text of a definition as it is stored.</summary>
internal static class DefinitionText
{
    // What the store says of a version; everything else is the author's.
    private static readonly string[] OfTheStore = ["definitionId", "id", "version", "isLatest", "isPublished"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        MaxDepth = JsonPlace.MaxDepth,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>The same definition under the number that this office gives it. Order, spelling and numbers of everything else stay as they were written.</summary>
    public static string Numbered(WorkflowDefinition definition, int version, string versionId, bool isPublished)
    {
        var document = (JsonObject)definition.Document.DeepClone();
        document["definitionId"] = definition.DefinitionId;
        document["id"] = versionId;
        document["version"] = version;
        document["isLatest"] = true;
        document["isPublished"] = isPublished;
        return document.ToJsonString(Readable);
    }

    /// <summary>Saving what is there already must not make a version, and a designer writes the same in other letters.</summary>
    public static bool SayTheSame(WorkflowDefinition one, WorkflowDefinition other) => JsonNode.DeepEquals(OfTheAuthor(one), OfTheAuthor(other));

    private static JsonObject OfTheAuthor(WorkflowDefinition definition)
    {
        var document = (JsonObject)definition.Document.DeepClone();
        foreach (var member in OfTheStore)
        {
            document.Remove(member);
        }

        return document;
    }
}
