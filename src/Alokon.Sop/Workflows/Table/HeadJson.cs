using System.Globalization;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Workflows.Table;

/// <summary>The head of the sheet inside a definition: customProperties, <c>Alokon:sop</c>. What it does not know there stays as it is.</summary>
internal static class HeadJson
{
    public const string Member = "Alokon:sop";

    public const string Performers = "performers";

    public const string Questions = "questions";

    public static SopHead Read(JsonObject? sop, string name)
    {
        var signatory = sop?["signatory"] as JsonObject;
        return new()
        {
            Number = Text(sop?["number"]),
            Title = Text(sop?["title"]) is { Length: > 0 } title ? title : name,
            Revision = Text(sop?["revision"]),
            CreatedOn = Text(sop?["createdOn"]),
            RevisedOn = Text(sop?["revisedOn"]),
            EffectiveOn = Text(sop?["effectiveOn"]),
            ApprovedOn = Texts(sop?["approvedOn"]),
            ApprovedBy = Text(sop?["approvedBy"]),
            SignedBy = Text(signatory?["name"]),
            SignedNip = Text(signatory?["nip"]),
            LegalBasis = Texts(sop?["legalBasis"]),
            Qualification = Texts(sop?["qualification"]),
            Related = Texts(sop?["related"]),
            Equipment = Texts(sop?["equipment"]),
            Warnings = Texts(sop?["warnings"]),
            Recording = Texts(sop?["recording"]),
        };
    }

    public static IReadOnlyList<SopColumn> ReadColumns(JsonObject? sop) =>
        [.. (sop?[Performers] as JsonArray ?? []).OfType<JsonObject>().Select(column => new SopColumn(Text(column["label"]), Text(column["role"])))];

    public static JsonArray ToJson(IReadOnlyList<SopColumn> columns) =>
        [.. columns.Select(column => (JsonNode)new JsonObject { ["label"] = column.Label, ["role"] = column.Role })];

    /// <summary>Writes only what differs, so that whoever changes nothing writes nothing.</summary>
    public static void Write(JsonObject sop, SopHead before, SopHead after)
    {
        var (old, now) = (Members(before), Members(after));
        foreach (var (name, value) in now.ToList())
        {
            if (!JsonNode.DeepEquals(old[name], value))
            {
                Set(sop, name, value?.DeepClone());
            }
        }
    }

    private static void Set(JsonObject sop, string name, JsonNode? value)
    {
        if (value is null)
        {
            sop.Remove(name);
        }
        else
        {
            sop[name] = value;
        }
    }

    public static JsonObject Members(SopHead head) => new()
    {
        ["number"] = Value(head.Number),
        ["title"] = Value(head.Title),
        ["revision"] = int.TryParse(head.Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : Value(head.Revision),
        ["createdOn"] = Value(head.CreatedOn),
        ["revisedOn"] = Value(head.RevisedOn),
        ["effectiveOn"] = Value(head.EffectiveOn),
        ["approvedOn"] = Values(head.ApprovedOn),
        ["approvedBy"] = Value(head.ApprovedBy),
        ["signatory"] = head.SignedBy.Length + head.SignedNip.Length > 0 ? new JsonObject { ["name"] = head.SignedBy, ["nip"] = head.SignedNip } : null,
        ["legalBasis"] = Values(head.LegalBasis),
        ["qualification"] = Values(head.Qualification),
        ["related"] = Values(head.Related),
        ["equipment"] = Values(head.Equipment),
        ["warnings"] = Values(head.Warnings),
        ["recording"] = Values(head.Recording),
    };

    private static JsonNode? Value(string text) => text.Length > 0 ? JsonValue.Create(text) : null;

    private static JsonArray? Values(IReadOnlyList<string> texts) => texts.Count > 0 ? [.. texts.Select(text => (JsonNode)text)] : null;

    private static string Text(JsonNode? node) => node is JsonValue ? node.ToString() : "";

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).OfType<JsonValue>().Select(text => text.ToString())];
}
