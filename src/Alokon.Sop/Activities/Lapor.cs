using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan, the second step 6: the facility reports the state of its alokon (R/II/KB). The books must balance.</summary>
internal static class Lapor
{
    public static readonly SopStepType Step = new(
        "Alokon.Lapor",
        "Lapor pemakaian",
        "Pelaporan",
        "Faskes melaporkan kondisi alokon di lapangan (R/II/KB).",
        "report",
        [new("selesai", "Laporan selesai")],
        (file, _) => Form.Of(("lines", Form.Rows(
            "Register alokon (R/II/KB)",
            file.Lines.Select(line => new { line.Commodity, line.Name, Opening = line.StockOnHand, Received = Good(file, line), Issued = 0, Damaged = 0, Expired = 0, Closing = line.StockOnHand + Good(file, line) }),
            ("commodity", Form.Key("Kode")),
            ("name", Form.Display("Alokon", "string")),
            ("opening", Form.Number("Saldo awal")),
            ("received", Form.Number("Penerimaan")),
            ("issued", Form.Number("Pengeluaran")),
            ("damaged", Form.Number("Rusak")),
            ("expired", Form.Number("Kedaluwarsa")),
            ("closing", Form.Number("Saldo akhir"))))),
        Answer);

    private static int Good(CaseFile file, AmrahLine line) =>
        (file.Receipt?.Lines ?? []).Where(l => l.Commodity == line.Commodity).Sum(l => l.Good);

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        var report = new List<ReportLine>();
        foreach (var row in answer.Data.Rows("lines"))
        {
            var found = Lines.Find(answer.File, row);
            var line = new ReportLine(
                found?.Commodity ?? string.Empty,
                row.Quantity("opening"),
                row.Quantity("received", whenAbsent: 0),
                row.Quantity("issued", whenAbsent: 0),
                row.Quantity("damaged", whenAbsent: 0),
                row.Quantity("expired", whenAbsent: 0),
                row.Quantity("closing"));
            var expected = line.Opening + line.Received - line.Issued - line.Damaged - line.Expired;
            if (found is not null && line.Closing != expected)
            {
                row.Refuse("closing", "books-do-not-balance", Lines.Number(line.Closing), Lines.Number(expected));
            }

            if (report.Any(l => l.Commodity == line.Commodity))
            {
                row.Refuse("commodity", "commodity-twice", line.Commodity);
            }

            report.Add(line);
        }

        return answer.Or(answer.File with { Report = report });
    }
}
