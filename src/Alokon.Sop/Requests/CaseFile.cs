using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Alokon.Engine;

namespace Alokon.Sop.Requests;

/// <summary>
/// Everything the SOP has written down about one request: the folder that travels from desk to desk. Lives in the
/// workflow's state, so that a burst needs no database; the request's row keeps it as it was handed in.
/// </summary>
public sealed record CaseFile
{
    public const string Property = "alokon";

    public required string Number { get; init; }

    /// <summary>rutin or darurat.</summary>
    public required string Kind { get; init; }

    /// <summary>yyyy-MM.</summary>
    public required string Period { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required FacilityFacts Facility { get; init; }

    public required Performer Requester { get; init; }

    public required IReadOnlyList<AmrahLine> Lines { get; init; }

    /// <summary>Names of the papers handed in.</summary>
    public required IReadOnlyList<string> Attachments { get; init; }

    /// <summary>Papers (kelengkapan) that the steps passed so far require.</summary>
    public IReadOnlyList<string> RequiredPapers { get; init; } = [];

    public string? Decision { get; init; }

    public string? Instruction { get; init; }

    public Shipment? Shipment { get; init; }

    public Handover? Handover { get; init; }

    public Receipt? Receipt { get; init; }

    public IReadOnlyList<Recipient>? Recipients { get; init; }

    public IReadOnlyList<ReportLine>? Report { get; init; }

    /// <summary>What the last reviewer asked to be corrected; empty once it was resubmitted.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>Who finished each step last, by step key; "permohonan" is who asked.</summary>
    public required IReadOnlyDictionary<string, StepDone> Steps { get; init; }

    public CaseFile WithStep(string key, StepDone done) =>
        this with { Steps = new Dictionary<string, StepDone>(Steps) { [key] = done } };

    public CaseFile WithRequired(IEnumerable<string> papers) => this with { RequiredPapers = [.. RequiredPapers.Union(papers)] };

    /// <summary>"R/II/KB" is handed in as "R/II/KB 2026-09": the month belongs to the paper, not to the rule.</summary>
    public IReadOnlyList<string> MissingPapers() =>
        [.. RequiredPapers.Where(paper => !Attachments.Any(a => a.Equals(paper, StringComparison.OrdinalIgnoreCase) || a.StartsWith(paper + " ", StringComparison.OrdinalIgnoreCase)))];

    public AmrahLine? Line(string commodity) => Lines.FirstOrDefault(l => l.Commodity == commodity);

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, CaseFileJson.TypeInfo)!.AsObject(); // a record is never the JSON null

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, CaseFileJson.TypeInfo);

    /// <summary>As a node that holds the file itself: who reads it in the same command gets it back unread, and it becomes text once, when the state is written.</summary>
    public JsonNode ToValue() => JsonValue.Create(this, CaseFileJson.TypeInfo)!; // a record is never the JSON null

    public static CaseFile FromJson(JsonNode json) =>
        json is JsonValue value && value.TryGetValue(out CaseFile? file)
            ? file
            : json.Deserialize(CaseFileJson.TypeInfo) ?? throw new InvalidOperationException("Expected a case file, but found JSON null.");
}

public static class CaseFileJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(CaseFileContext.Default, new DefaultJsonTypeInfoResolver()),
    };

    public static JsonTypeInfo<CaseFile> TypeInfo { get; } = (JsonTypeInfo<CaseFile>)Options.GetTypeInfo(typeof(CaseFile));
}

/// <summary>Written out by the compiler: what every step reads and writes needs no reflection.</summary>
[JsonSerializable(typeof(CaseFile))]
[JsonSerializable(typeof(Catalogue))]
internal sealed partial class CaseFileContext : JsonSerializerContext;

/// <param name="Zone">1 near … 4 over water: decides the standard of "sesuai jarak wilayah".</param>
public sealed record FacilityFacts(string Code, string Name, string Kind, string Kecamatan, string Address, decimal DistanceKm, int Zone);

/// <summary>A person in the position they acted in, as a paper prints it.</summary>
public sealed record Performer(Guid Person, string Name, string? Nip, string? Rank, string Title, string Mandate, string? MandateNumber)
{
    /// <summary>Of the position: kabid. None in files written before it was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>The term of a Plt./Plh.; none for who holds the position in their own right.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? MandateFrom { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? MandateUntil { get; init; }

    public static Performer Of(Officer officer, Holding holding) =>
        new(officer.Person, officer.Name, officer.Nip, officer.Rank, holding.Title, holding.Mandate, holding.MandateNumber)
        {
            Role = holding.Role,
            MandateFrom = holding.IsActing ? holding.From : null,
            MandateUntil = holding.IsActing ? holding.Until : null,
        };
}

public sealed record StepDone(string Outcome, Performer By, DateTimeOffset At, string? Comment);

/// <param name="Requested">Base units (strip, vial, set, piece), positive.</param>
/// <param name="AverageMonthlyConsumption">Base units a month.</param>
/// <param name="MonthsOfStock">Stock over consumption, two decimals; none when nothing is consumed.</param>
/// <param name="Approved">Never above <paramref name="Requested"/>; none before the recommendation.</param>
public sealed record AmrahLine(
    string Commodity,
    string Name,
    string Unit,
    int Requested,
    decimal AverageMonthlyConsumption,
    int StockOnHand,
    decimal? MonthsOfStock,
    string StockStatus,
    int CalculatedResupply,
    int? Recommended = null,
    int? Approved = null,
    string? Reason = null,
    string? Note = null)
{
    /// <summary>Approved below the lesser of what was requested and what was calculated.</summary>
    public bool IsCut => Approved is { } approved && approved < Math.Min(Requested, CalculatedResupply);
}

public sealed record Shipment(string Vehicle, string Courier, int Packages, IReadOnlyList<ShippedLot> Lines);

public sealed record ShippedLot(string Commodity, string Lot, int Quantity);

public sealed record Handover(string ReceivedBy, string? Note);

public sealed record Receipt(IReadOnlyList<CountedLot> Lines);

/// <summary>Sent = good + damaged + missing; over comes on top.</summary>
public sealed record CountedLot(string Commodity, string Lot, int Sent, int Good, int Damaged, int Missing, int Over, string? ReceivedLot, string? Note)
{
    public bool Differs => Damaged > 0 || Missing > 0 || Over > 0 || (ReceivedLot is { } lot && lot != Lot);
}

/// <summary>An institution (KKB, PMB, PPKBD): never a patient.</summary>
public sealed record Recipient(string Name, string Kind, IReadOnlyList<RecipientLine> Lines);

public sealed record RecipientLine(string Commodity, int Quantity);

public sealed record ReportLine(string Commodity, int Opening, int Received, int Issued, int Damaged, int Expired, int Closing);

public sealed record Correction(string Path, string Reason);
