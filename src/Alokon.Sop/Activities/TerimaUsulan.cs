using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 1: PLKB receives the draft of what the facility needs; the amrah is written.</summary>
internal static class TerimaUsulan
{
    public static readonly SopStepType Step = new(
        "Alokon.TerimaUsulan",
        "Terima usulan",
        "Penerimaan",
        "PLKB menerima usulan kebutuhan alokon dari faskes dan memeriksa kelengkapannya.",
        "inbox",
        [new("lengkap", "Lengkap, terima"), new("kembalikan", "Kembalikan untuk diperbaiki")],
        (file, _) => Form.Of(
            ("note", Form.LongText("Catatan penerimaan")),
            Form.Corrections(file)),
        Answer);

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        if (answer.IsReturn)
        {
            return answer.Return();
        }

        answer.Data.OptionalText("note");
        return answer.Or(answer.File with { Corrections = [] });
    }
}
