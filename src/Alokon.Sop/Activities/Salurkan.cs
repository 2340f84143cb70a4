using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 6: PLKB distributes to KKB, private midwives and PPKBD. Institutions, never patients.</summary>
internal static class Salurkan
{
    private static readonly string[] Kinds = ["KKB", "PMB", "PPKBD", "Puskesmas", "Pustu", "Klinik", "RS", "Lainnya"];

    public static readonly SopStepType Step = new(
        "Alokon.Salurkan",
        "Salurkan alokon",
        "Barang",
        "PLKB membagikan alokon ke KKB, bidan praktik mandiri dan PPKBD.",
        "share",
        [new("selesai", "Selesai disalurkan")],
        (file, _) => Form.Of(("recipients", Form.Rows(
            "Tempat pelayanan penerima (lembaga, bukan akseptor)",
            [new { Name = file.Facility.Name, Kind = "KKB", Lines = Received(file).Where(r => r.Value > 0).Select(r => new { Commodity = r.Key, Name = file.Line(r.Key)?.Name, Quantity = r.Value }) }],
            ("name", Form.Text("Nama tempat pelayanan", required: true, max: 150)),
            ("kind", Form.Choice("Jenis", Kinds)),
            ("lines", Form.Rows(
                "Jumlah",
                [],
                ("commodity", Form.Key("Kode")),
                ("name", Form.Display("Alokon", "string")),
                ("quantity", Form.Number("Jumlah"))))).Addable())),
        Answer);

    private static Dictionary<string, int> Received(CaseFile file) =>
        (file.Receipt?.Lines ?? []).GroupBy(line => line.Commodity).ToDictionary(group => group.Key, group => group.Sum(line => line.Good));

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        var left = Received(answer.File);
        var recipients = new List<Recipient>();
        foreach (var row in answer.Data.Rows("recipients"))
        {
            var lines = new List<RecipientLine>();
            foreach (var line in row.Rows("lines"))
            {
                var quantity = line.Quantity("quantity");
                if (Lines.Find(answer.File, line) is not { } amrah || quantity == 0)
                {
                    continue;
                }

                var rest = left.GetValueOrDefault(amrah.Commodity) - quantity;
                if (rest < 0)
                {
                    line.Refuse("quantity", "quantity-above-received", amrah.Name, Lines.Number(left.GetValueOrDefault(amrah.Commodity)));
                }

                left[amrah.Commodity] = rest;
                lines.Add(new RecipientLine(amrah.Commodity, quantity));
            }

            recipients.Add(new Recipient(row.Text("name", max: 150), row.Text("kind", max: 40), lines));
        }

        return answer.Or(answer.File with { Recipients = recipients });
    }
}
