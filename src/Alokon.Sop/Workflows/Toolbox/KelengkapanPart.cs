using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>Papers that a step asks for: ticked where the office knows them, written where they are new. From then on they are known.</summary>
internal static class KelengkapanPart
{
    public const string Input = "kelengkapan";
    private const string Other = "kelengkapanLain";

    public static InputDescriptor Others { get; } =
        new(Other, "Object", "Kelengkapan lain", "Nama berkas yang belum ada pada daftar di atas; satu per isian, tekan Enter.", "multitext", null, "Mutu baku") { IsWrapped = false };

    /// <returns>What is asked for now, or none where the other field is empty.</returns>
    public static JsonArray? Put(FieldReading fields, IEnumerable<string> ticked)
    {
        var others = fields.List(Other);
        return others.Count > 0 ? new JsonArray([.. ticked.Concat(others).Distinct().Select(name => (JsonNode?)name)]) : null;
    }

    public static void Clear(JsonObject node) => node.Remove(Other);
}
