using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Activities;
using Alokon.Sop.Requests;

namespace Alokon.Tests.Pages;

/// <summary>The forms that the steps really publish, from one case file.</summary>
internal static class StepForms
{
    private static readonly Performer Asking = new(Ids.New(), "Kartika", null, null, "Bidan", "definitif", null);

    private static readonly Catalogue Catalogue = new(
        [new Commodity("STK3", "Suntik 3 bulan", "vial", 1), new Commodity("KDM", "Kondom", "buah", 144)], ResupplyPolicy.Facility);

    public static CaseFile File { get; } = new()
    {
        Number = "AMR-3315-2026-10-0001",
        Kind = "rutin",
        Period = "2026-10",
        SubmittedAt = DateTimeOffset.UnixEpoch,
        Facility = new FacilityFacts("3315007", "Puskesmas Sumberwangi", "puskesmas", "Sumberwangi", "Jalan Contoh", 21, 2),
        Requester = Asking,
        Attachments = ["K/0/KB"],
        Steps = new Dictionary<string, StepDone>(),
        Lines =
        [
            new AmrahLine("STK3", "Suntik 3 bulan", "vial", 480, 155.5m, 140, 0.9m, "UNDERSTOCK", 482, Recommended: 480, Approved: 480),
            new AmrahLine("KDM", "Kondom", "buah", 2880, 720, 300, 0.42m, "EMERGENCY", 2592, Recommended: 2592, Approved: 2592),
        ],
        Receipt = new Receipt([new CountedLot("STK3", "L-01", 480, 470, 10, 0, 0, null, null), new CountedLot("KDM", "L-02", 2592, 2592, 0, 0, 0, null, null)]),
        Shipment = new Shipment("K 1234 XX", "Slamet", 2, [new ShippedLot("STK3", "L-01", 480), new ShippedLot("KDM", "L-02", 2592)]),
    };

    public static SopStepType Step(string type) => SopActivities.Steps.Single(s => s.Type == type);

    public static JsonObject Schema(string type) => Step(type).Form(File, new Lazy<Catalogue>(Catalogue));

    /// <summary>The step's own judgement of what a form was read as.</summary>
    public static Outcome<CaseFile> Answer(string type, string outcome, JsonObject data) =>
        Step(type).Answer(new StepAnswer(File, new Lazy<Catalogue>(Catalogue), outcome, new FieldReader(data), null, Asking, DateTimeOffset.UnixEpoch));
}
