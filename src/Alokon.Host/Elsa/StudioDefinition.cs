using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Sop.Workflows.Toolbox;

namespace Alokon.Host.Elsa;

/// <summary>A definition as Studio reads it: never null where it expects something, with the links that tell it what this officer may do.</summary>
internal static class StudioDefinition
{
    /// <summary>
    /// What was on the screen, among the custom properties because Studio carries those through unchanged. A stored text never
    /// has it.
    /// </summary>
    public const string SeenProperty = "Alokon:seen";

    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];

    public static JsonObject Of(DefinitionContent content, bool mayWrite)
    {
        var stored = content.Stored;
        var json = JsonNode.Parse(content.Json)!.AsObject(); // only definitions are stored
        foreach (var list in Lists.Where(list => json[list] is not JsonArray))
        {
            json[list] = new JsonArray();
        }

        if (json["customProperties"] is not JsonObject custom)
        {
            json["customProperties"] = custom = [];
        }

        custom[SeenProperty] = SeenText(stored);
        json["options"] ??= new JsonObject();
        (json["id"], json["definitionId"], json["name"], json["version"]) = (stored.VersionId, stored.DefinitionId, stored.Name, stored.Version);
        (json["isLatest"], json["isPublished"], json["createdAt"]) = (stored.IsLatest, stored.IsPublished, stored.SavedAt);
        json["isReadonly"] ??= false;
        json["isSystem"] ??= false;
        json["toolVersion"] ??= "3.8.2.0";
        json["materializerName"] = "Json";
        DrawnDefinition.Show(json, Composition.Activities);
        NodeIds.Stamp(json["root"] as JsonObject, stored.DefinitionId);
        json["links"] = Links(stored.DefinitionId, mayWrite);
        return json;
    }

    public static JsonObject Summary(StoredDefinition stored, bool mayWrite) => new()
    {
        ["id"] = stored.VersionId,
        ["definitionId"] = stored.DefinitionId,
        ["version"] = stored.Version,
        ["name"] = stored.Name,
        ["description"] = stored.Description,
        ["providerName"] = null,
        ["materializerName"] = "Json",
        ["isLatest"] = stored.IsLatest,
        ["isPublished"] = stored.IsPublished,
        ["isReadonly"] = false,
        ["createdAt"] = stored.SavedAt,
        ["isMaterializerAvailable"] = true,
        ["links"] = Links(stored.DefinitionId, mayWrite),
    };

    /// <summary>Without "publish" the editor is read-only, without "bulk-publish" the list is; nobody gets "execute", because a case begins with a request.</summary>
    public static JsonArray ListLinks(bool mayWrite) =>
        mayWrite ? Links("/elsa/api/workflow-definitions/", ["bulk-publish", "bulk-retract", "bulk-delete", "create"]) : [];

    /// <summary>Of the version, and of the very moment: the same text saved again later is another state of it.</summary>
    public static string SeenText(StoredDefinition stored) =>
        string.Create(CultureInfo.InvariantCulture, $"{stored.Hash}.{stored.SavedAt.UtcTicks}");

    /// <returns>None where the model says nothing.</returns>
    public static DraftSeen? SeenOf(string? versionId, string? seenText) =>
        versionId is { Length: > 0 } && seenText?.Split('.')[0] is { Length: > 0 } hash ? new DraftSeen(versionId, hash) : null;

    private static JsonArray Links(string definitionId, bool mayWrite) =>
        Links($"/elsa/api/workflow-definitions/{definitionId}", mayWrite ? ["self", "publish", "retract", "delete"] : ["self"]);

    private static JsonArray Links(string href, string[] rels) =>
        [.. rels.Select(rel => (JsonNode)new JsonObject { ["href"] = href, ["rel"] = rel, ["method"] = "POST" })];
}
