using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 7 (8 when counted): all papers are filed; the case is sealed.</summary>
internal static class Arsip
{
    public static readonly SopStepType Step = new(
        "Alokon.Arsip",
        "Arsipkan",
        "Arsip",
        "Pengelola alokon menyimpan seluruh dokumen; berkas disegel.",
        "archive",
        [new("selesai", "Arsipkan dan segel")],
        (_, _) => Form.Of(("note", Form.LongText("Catatan arsip"))),
        answer =>
        {
            answer.Data.OptionalText("note");
            return answer.Or(answer.File);
        })
    {
        Ends = (file, _) => End(file),
    };

    private static string End(CaseFile file) =>
        file.Receipt?.Lines.Any(line => line.Differs) == true ? "completedWithDiscrepancy"
        : file.Lines.Any(line => line.IsCut) ? "completedPartial"
        : "completed";
}
