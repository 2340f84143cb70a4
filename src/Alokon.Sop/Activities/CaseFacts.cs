using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>What the audit chain keeps of an answer: codes, counts, and the mandate of who acts for another. No names of recipients, no free text.</summary>
internal static class CaseFacts
{
    public static JsonObject Of(CaseFile file, string outcome, Performer by)
    {
        var facts = new
        {
            outcome,
            lines = file.Lines.Select(l => new { l.Commodity, l.Requested, l.CalculatedResupply, l.Recommended, l.Approved }),
            sent = file.Shipment?.Lines.Select(l => new { l.Commodity, l.Lot, l.Quantity }),
            counted = file.Receipt?.Lines.Select(l => new { l.Commodity, l.Lot, l.Sent, l.Good, l.Damaged, l.Missing, l.Over, l.ReceivedLot }),
            recipients = file.Recipients?.Count,
            report = file.Report,
        };
        var json = JsonSerializer.SerializeToNode(facts, CaseFileJson.Options)!.AsObject(); // an anonymous object is never the JSON null
        if (by.MandateNumber is { } number)
        {
            json["mandate"] = new JsonObject { ["kind"] = by.Mandate, ["number"] = number, ["from"] = by.MandateFrom, ["until"] = by.MandateUntil };
        }

        return json;
    }
}
