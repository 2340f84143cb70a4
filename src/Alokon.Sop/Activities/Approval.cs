using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>What recommendation and disposition have in common: a quantity per line, never above the request, a cut never without its reason.</summary>
internal static class Approval
{
    public static (string Name, JsonObject Schema) LinesOf(CaseFile file) =>
        ("lines", Form.Rows(
            "Jumlah yang disetujui per alokon",
            file.Lines.Select(line => new { line.Commodity, line.Name, line.Unit, line.Requested, line.StockOnHand, line.MonthsOfStock, line.CalculatedResupply, line.Recommended, Approved = Proposed(line), line.Reason }),
            ("commodity", Form.Key("Kode")),
            ("name", Form.Display("Alokon", "string")),
            ("requested", Form.Display("Diminta")),
            ("stockOnHand", Form.Display("Stok")),
            ("monthsOfStock", Form.Display("Bulan stok", "number")),
            ("calculatedResupply", Form.Display("Hitungan sistem")),
            ("recommended", Form.Display("Direkomendasikan")),
            ("approved", Form.Number("Disetujui")),
            ("reason", Form.Text("Alasan bila dikurangi"))).For("setuju", "setujuSebagian"));

    public static Outcome<CaseFile> Decide(StepAnswer answer)
    {
        if (answer.Outcome == "tolak")
        {
            return Reject(answer);
        }

        var lines = Lines.Update(
            answer,
            line => line with { Approved = Proposed(line) },
            (row, line) => Read(answer, row, line));
        return answer.Or(answer.File with { Lines = lines, Decision = answer.Outcome, Corrections = [] });
    }

    private static int Proposed(AmrahLine line) => line.Approved ?? line.Recommended ?? Math.Min(line.Requested, line.CalculatedResupply);

    private static AmrahLine Read(StepAnswer answer, FieldReader row, AmrahLine line)
    {
        var approved = Lines.UpTo(row, "approved", line.Requested, Proposed(line));
        var update = line with { Approved = approved, Reason = row.OptionalText("reason", 500) ?? line.Reason };
        if (update.IsCut && update.Reason is null && answer.Comment is null)
        {
            row.Refuse("reason", "cut-needs-reason", line.Name, Lines.Number(Math.Min(line.Requested, line.CalculatedResupply)));
        }

        return update;
    }

    /// <summary>Nothing is approved. The facility gets a letter, so the reason must be there: per line, or as one sentence.</summary>
    private static Outcome<CaseFile> Reject(StepAnswer answer)
    {
        var lines = Lines.Update(
            answer,
            line => line with { Approved = 0 },
            (row, line) => line with { Approved = 0, Reason = row.OptionalText("reason", 500) ?? line.Reason });
        if (answer.Comment is null && lines.All(line => line.Reason is null) && answer.File.Decision != "tolak")
        {
            answer.Data.Refuse("lines", "rejection-needs-reason");
        }

        return answer.Or(answer.File with { Lines = lines, Decision = "tolak", Corrections = [] });
    }
}
