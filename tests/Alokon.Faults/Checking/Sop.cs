namespace Alokon.Faults.Checking;

/// <summary>The distribution SOP as the contract states it, written down once more: what follows what, and which papers come of it.</summary>
internal static class Sop
{
    /// <returns>The next step; "" = the case is over; null = no such answer at this step.</returns>
    /// <param name="sender">The step that sent the case back, for what follows a correction.</param>
    public static string? Next(string step, string outcome, string? sender) => (step, outcome) switch
    {
        ("terima" or "teliti" or "disposisi", "kembalikan") => "perbaiki",
        ("terima", "lengkap") => "teliti",
        ("teliti", "sesuai") => "rekomendasi",
        ("rekomendasi", "setuju" or "setujuSebagian" or "tolak") => "disposisi",
        ("disposisi", "setuju" or "setujuSebagian") => "kirim",
        ("disposisi", "tolak") => "",
        ("kirim", "terkirim") => "serahkan",
        ("serahkan", "diserahkan") => "cocokkan",
        ("cocokkan", "cocok" or "selisih") => "salurkan",
        ("salurkan", "selesai") => "lapor",
        ("lapor", "selesai") => "arsip",
        ("arsip", "selesai") => "",
        ("perbaiki", "ajukan") => sender,
        ("perbaiki", "tarik") => "",
        _ => null,
    };

    public static IReadOnlyList<string> PapersOf(string step, string outcome) => (step, outcome) switch
    {
        ("terima", "lengkap") => ["AMR"],
        ("teliti", "sesuai") => ["REKAP"],
        ("rekomendasi", _) => ["REKOM"],
        ("disposisi", "setuju" or "setujuSebagian") => ["DISP", "SPMB"],
        ("disposisi", "tolak") => ["DISP", "TOLAK"],
        ("disposisi", _) => ["DISP"],
        ("kirim", _) => ["SBBK"],
        ("cocokkan", "selisih") => ["BAST", "BASL"],
        ("cocokkan", _) => ["BAST"],
        ("salurkan", _) => ["DPS"],
        ("lapor", _) => ["RII"],
        ("arsip", _) => ["BERKAS"],
        _ => [],
    };
}
