using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 3, second half: the division head disposes; the order to issue goods (SPMB) or the letter of refusal follows.</summary>
internal static class Disposisi
{
    public static readonly SopStepType Step = new(
        "Alokon.Disposisi",
        "Disposisi",
        "Persetujuan",
        "Kepala bidang memutuskan: perintah mengeluarkan barang, pengembalian, atau penolakan.",
        "signature",
        [new("setuju", "Setujui"), new("setujuSebagian", "Setujui sebagian"), new("kembalikan", "Kembalikan untuk diperbaiki"), new("tolak", "Tolak")],
        (file, _) => Form.Of(
            Approval.LinesOf(file),
            ("instruction", Form.LongText("Instruksi").For("setuju", "setujuSebagian")),
            Form.Corrections(file)),
        Answer)
    {
        Ends = (_, outcome) => outcome == "tolak" ? "rejected" : null,
    };

    private static Outcome<CaseFile> Answer(StepAnswer answer)
    {
        if (answer.IsReturn)
        {
            return answer.Return();
        }

        var instruction = answer.Data.OptionalText("instruction");
        var decided = Approval.Decide(answer);
        if (decided.IsRefused(out _))
        {
            return decided;
        }

        if (answer.Outcome != "tolak" && decided.Value.Lines.All(line => line.Approved is null or 0))
        {
            answer.Data.Refuse("lines", "approval-of-nothing");
        }

        return answer.Or(decided.Value with { Instruction = instruction });
    }
}
