using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Sop.Archive;
using Alokon.Sop.Audit;
using Alokon.Sop.Documents;

namespace Alokon.Tests.Archive;

/// <summary>A small sealed case, its office's key, and its pack.</summary>
internal static class SamplePack
{
    public static readonly Guid Case = Guid.Parse("019a0000-0000-7000-8000-000000000001");

    public static readonly DateTimeOffset Sealed = new(2026, 10, 12, 3, 0, 0, TimeSpan.Zero);

    public static PrivateKeyCipher Cipher { get; } = new(new byte[32]);

    public static OfficeKey Key { get; } = OfficeKey.Create(3315, Sealed.AddDays(-30), Cipher);

    public static PackContents Contents { get; } = MakeContents();

    public static byte[] Bytes { get; } = Build(Contents, Key);

    public static byte[] Build(PackContents contents, OfficeKey key)
    {
        using var signing = key.Open(contents.Office, Cipher);
        return PackBuilder.Build(contents, key.Published, manifest => ManifestSignature.Sign(signing, manifest));
    }

    /// <summary>The last event is the seal.</summary>
    public static ReadOnlyMemory<byte>[] Chain(Guid caseId, int count, int first = 1)
    {
        var lines = new ReadOnlyMemory<byte>[count];
        var prev = AuditLine.FirstPrev;
        for (var i = 0; i < count; i++)
        {
            var kind = i == count - 1 ? AuditChain.SealedKind : "task.completed";
            var line = new AuditLine(
                caseId, i + 1, Sealed.AddMinutes(i - count), Guid.Empty, "Penyuluh KB", kind, "terima", new JsonObject { ["n"] = first + i }, prev);
            lines[i] = line.ToBytes();
            prev = AuditLine.Hash(lines[i].Span);
        }

        return lines;
    }

    private static PackContents MakeContents()
    {
        var events = Chain(Case, 7);
        return new PackContents(
            3315,
            Demo: true,
            Case,
            Sealed,
            new JsonObject { ["number"] = "ALK-3315-2026-000001", ["status"] = "completed", ["definitionId"] = "distribusi-alokon-grobogan", ["version"] = 1 },
            Encoding.UTF8.GetBytes("""{"definitionId":"distribusi-alokon-grobogan","version":1,"root":{}}"""),
            events,
            AuditLine.Hash(events[^1].Span),
            [Document("AMR", "001/AMR/X/2026", "%PDF-1.7 amrah"), Document("SPMB", "002/SPMB/X/2026", "%PDF-1.7 spmb")],
            [Attachment("K/0/KB", "K 0 KB puskesmas.pdf", "%PDF-1.7 kartu", false), Attachment("KTP", "ktp-pasien.jpg", "rahasia", true)]);
    }

    public static PrintedDocument Document(string code, string number, string pdf)
    {
        var bytes = Encoding.ASCII.GetBytes(pdf);
        return new PrintedDocument(Guid.Empty, code, $"Judul {code}", number, new DateOnly(2026, 10, 6), ["Kepala Bidang", "Pihak Kedua"], Convert.ToHexStringLower(SHA256.HashData(bytes)), 1, bytes);
    }

    public static PackAttachment Attachment(string kind, string fileName, string text, bool restricted)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return new PackAttachment(kind, fileName, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), restricted);
    }
}
