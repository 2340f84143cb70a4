using System.Globalization;
using Alokon.Sop.Audit;

namespace Alokon.Sop.Archive;

/// <summary>What does not hold in a pack, in Indonesian. Here and not in the Host's resources: a pack is also checked without a server.</summary>
public static class PackTexts
{
    private static readonly IReadOnlyDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["pack-structure"] = "{0}: susunan ZIP berubah",
        ["pack-file-changed"] = "{0}: isi berkas berubah",
        ["pack-file-missing"] = "{0}: berkas hilang",
        ["pack-file-added"] = "{0}: berkas ini tidak tercatat dalam paket yang ditandatangani",
        ["pack-file-unreadable"] = "{0}: tidak dapat dibaca",
        ["pack-version-unknown"] = "manifest.json: bentuk paket \"{0}\" tidak dikenal oleh versi Alokon ini",
        ["pack-signature"] = "{0}: tanda tangan tidak cocok",
        ["pack-key-differs"] = "{0}: bukan kunci yang diberikan; paket ini ditandatangani dengan kunci lain",
        ["pack-certificate"] = "{0}: bukan sertifikat untuk kunci paket ini",
        ["pack-events-not-sealed"] = "{0}: riwayat tidak berakhir dengan penyegelan kasus",
        [ChainFault.NotCanonical] = "{0}: baris bukan peristiwa dalam bentuk bakunya",
        [ChainFault.OtherCase] = "{0}: peristiwa dari kasus lain",
        [ChainFault.OutOfOrder] = "{0}: nomor urut peristiwa tidak berurutan",
        [ChainFault.BrokenLink] = "{0}: rantai putus, baris sebelum ini diubah, dihapus, atau disisipkan",
        [ChainFault.TimeRunsBack] = "{0}: peristiwa lebih tua daripada yang sebelumnya",
        [ChainFault.AfterSeal] = "{0}: peristiwa sesudah kasus disegel",
        [ChainFault.WrongCount] = "{0}: jumlah peristiwa tidak sama dengan yang ditandatangani",
        [ChainFault.WrongHead] = "{0}: peristiwa terakhir tidak sama dengan yang ditandatangani",
    };

    public static string Of(PackFault fault) => string.Format(CultureInfo.InvariantCulture, Sentences[fault.Code], fault.Place);
}
