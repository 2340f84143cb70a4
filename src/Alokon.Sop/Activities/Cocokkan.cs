using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>
/// SOP Grobogan step 5, second half: the facility counts what came. A handover is a two-party count, not a click:
/// sent = good + damaged + missing, over comes on top, and what differs can't be signed as "cocok".
/// </summary>
internal static class Cocokkan
{
    public static readonly SopStepType Step = new(
        "Alokon.Cocokkan",
        "Cocokkan barang",
        "Barang",
        "Faskes menghitung dan mencocokkan alokon yang datang.",
        "list-check",
        [new("cocok", "Cocok semua"), new("selisih", "Ada selisih")],
        (file, _) => Form.Of(("lines", Form.Rows(
            "Hasil hitung per nomor batch",
            Sent(file).Select(lot => new { lot.Commodity, Name = file.Line(lot.Commodity)?.Name, lot.Lot, Sent = lot.Quantity, Good = lot.Quantity, Damaged = 0, Missing = 0, Over = 0, ReceivedLot = (string?)null, Note = (string?)null }),
            ("commodity", Form.Key("Kode")),
            ("name", Form.Display("Alokon", "string")),
            ("lot", Form.Key("Nomor batch")),
            ("sent", Form.Display("Dikirim")),
            ("good", Form.Number("Baik")),
            ("damaged", Form.Number("Rusak")),
            ("missing", Form.Number("Kurang")),
            ("over", Form.Number("Lebih")),
            ("receivedLot", Form.Text("Batch di kemasan, bila lain", max: 60)),
            ("note", Form.Text("Catatan"))))),
        Answer)
    {
        Parties = (file, by) => (file.Steps.TryGetValue("serahkan", out var handover) ? handover.By : by, by),
    };

    private static IReadOnlyList<ShippedLot> Sent(CaseFile file) => file.Shipment?.Lines ?? [];

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        var counted = new Dictionary<ShippedLot, CountedLot>();
        foreach (var row in answer.Data.Rows("lines", required: answer.Outcome == "selisih"))
        {
            if (FindLot(answer.File, row) is not { } sent)
            {
                continue;
            }

            var count = Read(row, sent);
            if (!counted.TryAdd(sent, count))
            {
                row.Refuse("lot", "lot-twice", sent.Lot);
            }
            else if (answer.Outcome == "cocok" && count.Differs)
            {
                row.Refuse("good", "count-differs-choose-selisih", sent.Commodity, sent.Lot);
            }
        }

        if (answer.Outcome == "selisih" && answer.Data.Errors.Count == 0 && !counted.Values.Any(c => c.Differs))
        {
            answer.Data.Refuse("lines", "no-difference-choose-cocok");
        }

        // A lot that the count leaves out came as it was sent: the form says so before anybody types.
        var lines = Sent(answer.File).Select(sent => counted.TryGetValue(sent, out var count) ? count : AllGood(sent)).ToList();
        return answer.Or(answer.File with { Receipt = new Receipt(lines) });
    }

    private static CountedLot AllGood(ShippedLot sent) => new(sent.Commodity, sent.Lot, sent.Quantity, sent.Quantity, 0, 0, 0, null, null);

    private static CountedLot Read(FieldReader row, ShippedLot sent)
    {
        var damaged = row.Quantity("damaged", whenAbsent: 0);
        var missing = row.Quantity("missing", whenAbsent: 0);
        var good = row.Quantity("good", whenAbsent: Math.Max(0, sent.Quantity - damaged - missing));
        if (good + damaged + missing != sent.Quantity)
        {
            row.Refuse("good", "count-does-not-add-up", Lines.Number(sent.Quantity), Lines.Number(good + damaged + missing));
        }

        return new CountedLot(sent.Commodity, sent.Lot, sent.Quantity, good, damaged, missing, row.Quantity("over", whenAbsent: 0), row.OptionalText("receivedLot", 60), row.OptionalText("note", 500));
    }

    /// <summary>The lot a row counts; it may be left out where the commodity went as one lot.</summary>
    private static ShippedLot? FindLot(CaseFile file, FieldReader row)
    {
        if (Lines.Find(file, row) is not { } line)
        {
            return null;
        }

        var lots = Sent(file).Where(lot => lot.Commodity == line.Commodity).ToList();
        var name = row.OptionalText("lot", 60);
        var found = name is null ? (lots.Count == 1 ? lots[0] : null) : lots.Find(lot => lot.Lot == name);
        if (found is null)
        {
            row.Refuse("lot", name is null ? "lot-needed" : "lot-not-sent", name ?? line.Commodity, string.Join(", ", lots.Select(l => l.Lot)));
        }

        return found;
    }
}
