using System.Text.Json;

namespace Alokon.Host.Demo;

/// <summary>One sample request: what the facility asks, what the officers find, and how it must end. Data, from requests.json.</summary>
internal sealed record SampleRequest(
    string Id,
    string Title,
    string Kind,
    SampleFacility Facility,
    DateTime Submitted,
    IReadOnlyList<SamplePaper>? Attachments,
    IReadOnlyList<SampleLine> Lines,
    SampleShipment? Shipment,
    IReadOnlyList<SampleCount>? Receipt,
    SampleExpectation Expected,
    SampleSla? Sla)
{
    public static IReadOnlyList<SampleRequest> ReadAll() => Embedded.Read<List<SampleRequest>>("requests");

    public string Period => Submitted.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed record SampleFacility(string Code, string Name);

internal sealed record SamplePaper(string Doc, bool Present);

internal sealed record SampleLine(string Commodity, decimal AverageMonthlyConsumption, int StockOnHand, int CalculatedResupply, int Requested, int Approved);

internal sealed record SampleShipment(IReadOnlyList<SampleLot> Lots);

internal sealed record SampleLot(string Commodity, string Lot, int Qty);

internal sealed record SampleCount(string Commodity, string Lot, int Good, int Damaged, int Missing, int Over, string? ReceivedLot);

internal sealed record SampleExpectation(string FinalState);

internal sealed record SampleSla(DateTime Due, bool Met);

/// <summary>When which officer takes and finishes which step of a sample. Data, from days.json; local time of the office.</summary>
internal sealed record SampleStep(string Step, string Officer, DateTime Claimed, DateTime Done)
{
    public static IReadOnlyDictionary<string, IReadOnlyList<SampleStep>> ReadAll() => Embedded.Read<Dictionary<string, IReadOnlyList<SampleStep>>>("days");
}

file static class Embedded
{
    public static T Read<T>(string name)
    {
        var resource = $"Alokon.Samples.{name}.json";
        using var stream = typeof(SampleRequest).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Expected the embedded {resource}.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"Expected {resource} to hold something.");
    }
}
