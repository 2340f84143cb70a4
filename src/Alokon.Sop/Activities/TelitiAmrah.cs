using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 2: the coordinator examines the amrah, commodity by commodity, against consumption and stock.</summary>
internal static class TelitiAmrah
{
    public static readonly SopStepType Step = new(
        "Alokon.TelitiAmrah",
        "Teliti amrah",
        "Pemeriksaan",
        "Koordinator meneliti rincian usulan per alokon terhadap pemakaian dan stok.",
        "search",
        [new("sesuai", "Sesuai, teruskan"), new("kembalikan", "Kembalikan untuk diperbaiki")],
        (file, _) => Form.Of(
            ("lines", Form.Rows(
                "Hasil penelitian per alokon",
                file.Lines.Select(line => new { line.Commodity, line.Name, line.Unit, line.Requested, line.StockOnHand, line.MonthsOfStock, line.CalculatedResupply, Recommended = Proposed(line), line.Note }),
                ("commodity", Form.Key("Kode")),
                ("name", Form.Display("Alokon", "string")),
                ("requested", Form.Display("Diminta")),
                ("stockOnHand", Form.Display("Stok")),
                ("monthsOfStock", Form.Display("Bulan stok", "number")),
                ("calculatedResupply", Form.Display("Hitungan sistem")),
                ("recommended", Form.Number("Direkomendasikan")),
                ("note", Form.Text("Catatan"))).For("sesuai")),
            Form.Corrections(file)),
        Answer);

    /// <summary>What stands in the form before anybody changes it: what was asked, but not more than the calculation calls for.</summary>
    private static int Proposed(AmrahLine line) => line.Recommended ?? Math.Min(line.Requested, line.CalculatedResupply);

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        if (answer.IsReturn)
        {
            return answer.Return();
        }

        var lines = Lines.Update(
            answer,
            line => line with { Recommended = Proposed(line) },
            (row, line) => line with { Recommended = Lines.UpTo(row, "recommended", line.Requested, Proposed(line)), Note = row.OptionalText("note") });
        return answer.Or(answer.File with { Lines = lines, Corrections = [] });
    }
}
