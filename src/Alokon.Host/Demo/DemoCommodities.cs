using System.Text.Json;
using Alokon.Sop.Requests;

namespace Alokon.Host.Demo;

/// <summary>The goods that every demo office distributes, from commodities.json.</summary>
internal static class DemoCommodities
{
    public static IReadOnlyList<Commodity> Read()
    {
        using var stream = typeof(DemoCommodities).Assembly.GetManifestResourceStream("Alokon.Demo.commodities.json")
            ?? throw new InvalidOperationException("Expected the embedded list of commodities.");
        return JsonSerializer.Deserialize<List<Commodity>>(stream, JsonSerializerOptions.Web) ?? [];
    }
}
