using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Engine.Definitions;

/// <summary>The text of a definition as it is stored.</summary>
internal static class DefinitionText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>The same definition under the number that this office gives it. The id of a version must be its own: it names one row.</summary>
    public static (string VersionId, string Json) Numbered(WorkflowDefinition definition, int version, bool isPublished)
    {
        var document = (JsonObject)definition.Document.DeepClone();
        var versionId = string.Create(CultureInfo.InvariantCulture, $"{definition.DefinitionId}-v{version}");
        document["id"] = versionId;
        document["version"] = version;
        document["isLatest"] = true;
        document["isPublished"] = isPublished;
        return (versionId, document.ToJsonString(Readable));
    }
}
