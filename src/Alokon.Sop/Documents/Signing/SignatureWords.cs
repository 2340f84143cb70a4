using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Sop.Documents.Pdf;

namespace Alokon.Sop.Documents.Signing;

/// <summary>What stands on the paper where somebody signed it. NIK and passphrase are never known here.</summary>
internal static class SignatureWords
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    public static SignatureBlock OfOfficer(OfficerSignature by) => new(
        by.Place,
        [
            "Ditandatangani secara elektronik oleh", by.Position, by.Name,
            .. by.Nip is { } nip ? new[] { $"NIP {nip}" } : [],
            Date(by.Day),
        ]);

    /// <summary>The office's certificate, at the place of who approved the paper.</summary>
    /// <returns>Null: nobody is named there.</returns>
    public static SignatureBlock? OfCertificate(string subject, SignaturePlace? approver, JsonObject model) => approver is null ? null : new(
        approver.Number,
        [
            "Ditandatangani secara elektronik dengan sertifikat", subject, $"atas pengesahan {approver.Position}",
            .. DateOnly.TryParseExact(model["dokumen"]?["tanggal"]?.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new[] { Date(day) } : [],
        ]);

    private static string Date(DateOnly day) => day.ToString("d MMMM yyyy", Indonesian);
}
