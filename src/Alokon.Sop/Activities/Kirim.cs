using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 4: the store packs, lot by lot, and hands the goods to the courier with the SBBK.</summary>
internal static class Kirim
{
    public static readonly SopStepType Step = new(
        "Alokon.Kirim",
        "Kirim alokon",
        "Barang",
        "Gudang mengepak per nomor batch dan menyerahkan kepada petugas pengirim.",
        "truck",
        [new("terkirim", "Terkirim")],
        (file, _) => Form.Of(
            ("vehicle", Form.Text("Kendaraan (nomor polisi)", required: true, max: 100)),
            ("courier", Form.Text("Nama petugas pengirim", required: true, max: 100)),
            ("packages", Form.Number("Jumlah koli", min: 1, value: 1)),
            ("lines", Form.Rows(
                "Barang yang dikirim, satu baris per nomor batch",
                file.Lines.Where(line => line.Approved > 0).Select(line => new { line.Commodity, line.Name, line.Unit, line.Approved, Lot = (string?)null, Quantity = line.Approved }),
                ("commodity", Form.Key("Kode")),
                ("name", Form.Display("Alokon", "string")),
                ("approved", Form.Display("Disetujui")),
                ("lot", Form.Text("Nomor batch", required: true, max: 60)),
                ("quantity", Form.Number("Jumlah", min: 1))).Addable())),
        Answer);

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        var data = answer.Data;
        var lots = new List<ShippedLot>();
        foreach (var row in data.Rows("lines"))
        {
            var lot = row.Text("lot", max: 60);
            var quantity = row.Quantity("quantity", min: 1);
            if (Lines.Find(answer.File, row) is not { } line)
            {
                continue;
            }

            if (lots.Any(l => l.Commodity == line.Commodity && l.Lot == lot))
            {
                row.Refuse("lot", "lot-twice", lot);
            }

            lots.Add(new ShippedLot(line.Commodity, lot, quantity));
            var total = lots.Where(l => l.Commodity == line.Commodity).Sum(l => l.Quantity);
            if (total > (line.Approved ?? 0))
            {
                // Nobody ships more than was approved: a new approval is the way, not a bigger parcel.
                row.Refuse("quantity", "quantity-above-approved", Lines.Number(total), Lines.Number(line.Approved ?? 0));
            }
        }

        var shipment = new Shipment(data.Text("vehicle", max: 100), data.Text("courier", max: 100), data.Quantity("packages", min: 1, whenAbsent: 1), lots);
        return answer.Or(answer.File with { Shipment = shipment });
    }
}
