using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>SOP Grobogan step 3, first half: the coordinator recommends the amrah to the dinas (decision D6).</summary>
internal static class Rekomendasi
{
    public static readonly SopStepType Step = new(
        "Alokon.Rekomendasi",
        "Rekomendasi",
        "Persetujuan",
        "Koordinator merekomendasikan jumlah per alokon kepada dinas.",
        "thumb-up",
        [new("setuju", "Rekomendasikan seluruhnya"), new("setujuSebagian", "Rekomendasikan sebagian"), new("tolak", "Rekomendasikan penolakan")],
        (file, _) => Form.Of(Approval.LinesOf(file)),
        Approval.Decide);
}
