using Alokon.Engine;

namespace Alokon.Sop.Activities;

/// <summary>A step of an SOP for which there is no form of its own: somebody does it, notes what was done, and decides.</summary>
internal static class Langkah
{
    public static readonly SopStepType Step = new(
        "Alokon.Langkah",
        "Langkah umum",
        "Kendali alur",
        "Langkah SOP tanpa formulir khusus: pelaksananya mencatat hasilnya dan memilih keputusan.",
        "clipboard",
        [new("selesai", "Selesai")],
        (file, _) => Form.Of(
            ("note", Form.LongText("Catatan hasil")),
            Form.Corrections(file)),
        Answer);

    private static Outcome<Requests.CaseFile> Answer(StepAnswer answer)
    {
        if (answer.IsReturn)
        {
            return answer.Return();
        }

        answer.Data.OptionalText("note");
        return answer.Or(answer.File with { Corrections = [] });
    }
}
