using System.Security.Cryptography;
using System.Text;

namespace Alokon.Sop.Archive;

/// <summary>Contents to pack: pure, and the same bytes for the same contents and signature.</summary>
public static class PackBuilder
{
    /// <param name="sign">Signs the bytes of manifest.json.</param>
    public static byte[] Build(PackContents contents, PublishedKey key, Func<byte[], byte[]> sign)
    {
        var documents = contents.Documents
            .Select((d, i) => (Document: d, File: new PackFile(PackPaths.Document(i + 1, d.Code), d.Pdf)))
            .ToArray();
        var attachments = contents.Attachments
            .Select((a, i) => (Attachment: a, File: a.Restricted ? null : new PackFile(PackPaths.Attachment(i + 1, a.FileName), a.Bytes)))
            .ToArray();
        List<PackFile> files =
        [
            new(PackPaths.Readme, Encoding.UTF8.GetBytes(PackResources.Readme(contents))),
            new(PackPaths.Key, Encoding.ASCII.GetBytes(key.PublicKey)),
            new(PackPaths.Certificate, Encoding.ASCII.GetBytes(key.Certificate)),
            new(PackPaths.Events, Lines(contents.Events)),
            new(PackPaths.Definition, contents.Definition),
            new(PackPaths.Page, PackResources.Page),
            .. documents.Select(d => d.File),
            .. attachments.Select(a => a.File).OfType<PackFile>(),
        ];
        var manifest = PackManifest.Write(contents, key.Fingerprint, PackPaths.InOrder(files), documents, attachments);
        files.Add(new PackFile(PackPaths.Manifest, manifest));
        files.Add(new PackFile(PackPaths.Signature, sign(manifest)));
        files.Add(new PackFile(PackPaths.Sums, Sums(files)));
        return CanonicalZip.Write([.. PackPaths.InOrder(files)]);
    }

    /// <summary>What <c>sha256sum -c</c> reads, in the pack's order.</summary>
    internal static byte[] Sums(IEnumerable<PackFile> files)
    {
        var text = new StringBuilder();
        foreach (var file in PackPaths.InOrder(files.Where(f => PackPaths.IsInSums(f.Path))))
        {
            text.Append(Sha256(file.Bytes.Span)).Append("  ").Append(file.Path).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    internal static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Lines(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var bytes = new byte[events.Sum(e => e.Length + 1)];
        var offset = 0;
        foreach (var line in events)
        {
            line.Span.CopyTo(bytes.AsSpan(offset));
            offset += line.Length;
            bytes[offset++] = (byte)'\n';
        }

        return bytes;
    }
}
