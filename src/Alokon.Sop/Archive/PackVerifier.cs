using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Alokon.Engine;
using Alokon.Sop.Audit;

namespace Alokon.Sop.Archive;

/// <param name="OriginProven">A key from outside the pack was given and signed it; without one a pack only proves that it is whole.</param>
public sealed record PackSummary(PackManifest Manifest, bool OriginProven);

/// <summary>Checks a pack as an outsider would: nothing but its bytes and, perhaps, the office's published key.</summary>
public static class PackVerifier
{
    /// <param name="trustedKey">PEM that the office publishes; none: the pack's own.</param>
    /// <returns>What the pack says, or the first <see cref="PackFault"/>.</returns>
    public static Outcome<PackSummary> Verify(ReadOnlyMemory<byte> zip, string? trustedKey)
    {
        var read = CanonicalZip.Read(zip);
        if (read.IsRefused(out var broken))
        {
            return broken;
        }

        var files = read.Value;
        if (Names(files) is { } odd)
        {
            return odd;
        }

        var byPath = files.ToDictionary(f => f.Path, f => f.Bytes);
        if (PackManifest.Read(byPath[PackPaths.Manifest].Span) is not { } manifest)
        {
            return PackFault.Unreadable(PackPaths.Manifest);
        }

        if (manifest is not { Format: PackManifest.FormatName, Version: PackManifest.CurrentVersion })
        {
            return PackFault.UnknownVersion(manifest.Name);
        }

        PackFault? fault = Signature(byPath, manifest, trustedKey)
            ?? Files(files, manifest)
            ?? Sums(files)
            ?? Certificate(byPath[PackPaths.Certificate], manifest)
            ?? Papers(files, manifest)
            ?? Events(byPath[PackPaths.Events], manifest);
        return fault is not null ? fault : new PackSummary(manifest, trustedKey is not null);
    }

    private static PackFault? Names(IReadOnlyList<PackFile> files)
    {
        var paths = files.Select(f => f.Path).ToArray();
        return paths.FirstOrDefault(p => !PackPaths.IsKnown(p)) is { } unknown ? PackFault.Added(unknown)
            : PackPaths.Fixed.FirstOrDefault(p => !paths.Contains(p)) is { } missing ? PackFault.Missing(missing)
            : paths.Zip(PackPaths.InOrder(files)).FirstOrDefault(p => p.First != p.Second.Path) is { First: { } moved } ? PackFault.Structure(moved)
            : null;
    }

    private static PackFault? Signature(Dictionary<string, ReadOnlyMemory<byte>> files, PackManifest manifest, string? trustedKey)
    {
        using var own = PublicKeyPem.Open(Encoding.UTF8.GetString(files[PackPaths.Key].Span));
        if (own is null)
        {
            return PackFault.Unreadable(PackPaths.Key);
        }

        if (trustedKey is not null)
        {
            using var trusted = PublicKeyPem.Open(trustedKey);
            if (trusted is null)
            {
                return PackFault.Unreadable("--key");
            }

            if (OfficeKey.FingerprintOf(trusted) != OfficeKey.FingerprintOf(own))
            {
                return PackFault.OtherKey();
            }
        }

        if (!ManifestSignature.Verify(own, files[PackPaths.Manifest].Span, files[PackPaths.Signature]))
        {
            return PackFault.Signature();
        }

        return manifest.Key == OfficeKey.FingerprintOf(own) ? null : PackFault.Changed(PackPaths.Key);
    }

    private static PackFault? Certificate(ReadOnlyMemory<byte> pem, PackManifest manifest) =>
        CertifiedKey(pem) == manifest.Key ? null : PackFault.Certificate();

    private static PackFault? Files(IReadOnlyList<PackFile> files, PackManifest manifest)
    {
        if (manifest.Files.GroupBy(f => f.Path).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return PackFault.Added(twice.Key);
        }

        var listed = manifest.Files.ToDictionary(f => f.Path);
        foreach (var file in files.Where(f => PackPaths.IsInManifest(f.Path)))
        {
            if (!listed.Remove(file.Path, out var entry))
            {
                return PackFault.Added(file.Path);
            }

            if (entry.Size != file.Bytes.Length || entry.Sha256 != PackBuilder.Sha256(file.Bytes.Span))
            {
                return PackFault.Changed(file.Path);
            }
        }

        return manifest.Files.FirstOrDefault(f => listed.ContainsKey(f.Path)) is { } missing ? PackFault.Missing(missing.Path) : null;
    }

    private static PackFault? Sums(IReadOnlyList<PackFile> files) =>
        files.Single(f => f.Path == PackPaths.Sums).Bytes.Span.SequenceEqual(PackBuilder.Sums(files)) ? null : PackFault.Changed(PackPaths.Sums);

    /// <summary>The lists of documents and attachments name exactly the files in the two folders.</summary>
    private static PackFault? Papers(IReadOnlyList<PackFile> files, PackManifest manifest)
    {
        var hashes = manifest.Files.ToDictionary(f => f.Path, f => f.Sha256);
        (string Path, string Sha256)[] papers =
        [
            .. manifest.Documents.Select(d => (d.Path, d.Sha256)),
            .. manifest.Attachments.Where(a => a.Path is not null).Select(a => (a.Path!, a.Sha256)), // the Where has asked
        ];
        return papers.Where(p => hashes.GetValueOrDefault(p.Path) != p.Sha256).Select(p => p.Path).FirstOrDefault() is { } other ? PackFault.Changed(other)
            : files.FirstOrDefault(f => !PackPaths.Fixed.Contains(f.Path) && papers.All(p => p.Path != f.Path)) is { } unnamed ? PackFault.Added(unnamed.Path)
            : null;
    }

    private static PackFault? Events(ReadOnlyMemory<byte> jsonl, PackManifest manifest)
    {
        var lines = Lines(jsonl);
        if (lines.Count == 0 || jsonl.Span[^1] != (byte)'\n')
        {
            return PackFault.Unreadable(PackPaths.Events);
        }

        if (AuditChain.Check(manifest.Case.Id, lines, manifest.Events.Count, manifest.Events.LastHash) is { } fault)
        {
            return PackFault.Event(fault.Position, fault.Reason);
        }

        return AuditLine.Read(lines[^1]) is { Kind: AuditChain.SealedKind } ? null : PackFault.Event(lines.Count, "pack-events-not-sealed");
    }

    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> jsonl)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        var rest = jsonl;
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return lines;
    }

    // The certificate is read only for the key it names, as bytes: what else a forger put into it is not interpreted.
    private static string? CertifiedKey(ReadOnlyMemory<byte> pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(pem.Span));
            return PackBuilder.Sha256(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
