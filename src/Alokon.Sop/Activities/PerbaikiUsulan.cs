using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>The facility corrects what a reviewer sent back, or withdraws. Not a step of the SOP: the office waits, so its clock stands still.</summary>
internal static class PerbaikiUsulan
{
    public static readonly SopStepType Step = new(
        "Alokon.PerbaikiUsulan",
        "Perbaiki usulan",
        "Penerimaan",
        "Faskes memperbaiki usulan yang dikembalikan, atau menariknya.",
        "edit",
        [new("ajukan", "Ajukan kembali"), new("tarik", "Tarik usulan")],
        (file, catalogue) => Form.Of(
            ("lines", Form.Rows(
                "Rincian usulan",
                file.Lines.Select(line => new { line.Commodity, line.Requested, line.AverageMonthlyConsumption, line.StockOnHand }),
                ("commodity", Form.Choice("Alokon", [.. catalogue.Value.Commodities.Select(c => c.Code)]).Called(catalogue.Value.Commodities.Select(c => c.Name))),
                ("requested", Form.Number("Diminta", min: 1)),
                ("averageMonthlyConsumption", Form.Number("Pemakaian rata-rata per bulan")),
                ("stockOnHand", Form.Number("Stok saat ini"))).Addable().For("ajukan")),
            ("attachments", Form.Texts("Kelengkapan yang diserahkan, satu per baris", file.Attachments).For("ajukan"))),
        Answer)
    {
        PausesService = true,
        Ends = (_, outcome) => outcome == "tarik" ? "withdrawn" : null,
    };

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        if (answer.Outcome == "tarik")
        {
            return answer.File;
        }

        var lines = answer.Data.Has("lines") ? AmrahForm.ReadLines(answer.Data, answer.Catalogue.Value) : answer.File.Lines;
        var attachments = answer.Data.Has("attachments") ? answer.Data.Texts("attachments") : answer.File.Attachments;
        return answer.Or(answer.File with { Lines = lines, Attachments = attachments, Corrections = [] });
    }
}
