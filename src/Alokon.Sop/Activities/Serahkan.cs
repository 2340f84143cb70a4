using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 5, first half: the courier hands the goods over at the facility.</summary>
internal static class Serahkan
{
    public static readonly SopStepType Step = new(
        "Alokon.Serahkan",
        "Serahkan alokon",
        "Barang",
        "Petugas pengirim menyerahkan alokon kepada faskes.",
        "hand-give",
        [new("diserahkan", "Sudah diserahkan")],
        (_, _) => Form.Of(
            ("receivedBy", Form.Text("Diterima oleh (nama petugas faskes)", required: true, max: 100)),
            ("note", Form.LongText("Catatan"))),
        Answer);

    private static Outcome<CaseFile> Answer(StepAnswer answer) =>
        answer.Or(answer.File with { Handover = new Handover(answer.Data.Text("receivedBy", max: 100), answer.Data.OptionalText("note")) });
}
