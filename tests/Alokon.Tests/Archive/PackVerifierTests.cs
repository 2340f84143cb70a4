using System.Security.Cryptography;
using System.Text;
using Alokon.Sop.Archive;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Tests.Archive;

public sealed class PackVerifierTests(ITestOutputHelper output)
{
    private static readonly string OfficeKeyPem = SamplePack.Key.Published.PublicKey;

    [Fact]
    public void A_whole_pack_holds_and_its_key_proves_where_it_is_from()
    {
        var alone = PackVerifier.Verify(SamplePack.Bytes, null).Value;
        var withKey = PackVerifier.Verify(SamplePack.Bytes, OfficeKeyPem).Value;

        Assert.False(alone.OriginProven);
        Assert.True(withKey.OriginProven);
        Assert.Equal(("3315", true, 7L), (alone.Manifest.Office, alone.Manifest.Demo, alone.Manifest.Events.Count));
        Assert.Equal(["AMR", "SPMB"], alone.Manifest.Documents.Select(d => d.Code));
        Assert.Equal("Kepala Bidang; Pihak Kedua", alone.Manifest.Documents[0].Position);
    }

    [Fact]
    public void The_pack_has_the_files_of_the_contract_in_order() =>
        Assert.Equal(
            [
                "BACA-SAYA.txt", "manifest.json", "manifest.sig", "kunci.pem", "sertifikat.pem", "SHA256SUMS", "peristiwa.jsonl", "alur.json",
                "dokumen/01-AMR.pdf", "dokumen/02-SPMB.pdf", "lampiran/01-K-0-KB-puskesmas.pdf", "verifikasi.html",
            ],
            Files().Select(f => f.Path));

    [Fact]
    public void The_same_pack_is_the_same_bytes()
    {
        byte[]? signature = null;
        byte[] Sign(byte[] manifest)
        {
            using var key = SamplePack.Key.Open(3315, SamplePack.Cipher);
            return signature ??= ManifestSignature.Sign(key, manifest); // ECDSA draws a new random number each time; a pack is signed once
        }

        Assert.Equal(
            PackBuilder.Build(SamplePack.Contents, SamplePack.Key.Published, Sign),
            PackBuilder.Build(SamplePack.Contents, SamplePack.Key.Published, Sign));
    }

    [Fact]
    public void A_restricted_paper_leaves_only_its_hash()
    {
        var manifest = PackVerifier.Verify(SamplePack.Bytes, null).Value.Manifest;
        var paper = manifest.Attachments.Single(a => a.Restricted);

        Assert.Null(paper.Path);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("rahasia"u8)), paper.Sha256);
        Assert.DoesNotContain("rahasia", Encoding.UTF8.GetString(SamplePack.Bytes));
        Assert.DoesNotContain("ktp-pasien", Encoding.UTF8.GetString(SamplePack.Bytes));
    }

    [Fact]
    public void Every_flipped_byte_is_found() // of the page, which is half of the pack and only hashed, every eighth
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}, {SamplePack.Bytes.Length} bytes");
        var masks = new byte[SamplePack.Bytes.Length];
        new Random(seed).NextBytes(masks);
        var page = Files()[^1].Bytes.Length;
        var pageStart = SamplePack.Bytes.AsSpan().IndexOf(Files()[^1].Bytes.Span);
        var places = Enumerable.Range(0, masks.Length).Where(i => i < pageStart || i >= pageStart + page || i % 8 == 0);
        var accepted = places.AsParallel().Where(i =>
        {
            var pack = SamplePack.Bytes.ToArray();
            pack[i] ^= (byte)(masks[i] | 1);
            return !PackVerifier.Verify(pack, null).IsRefused(out _);
        });
        Assert.Empty(accepted);
    }

    [Fact]
    public void Every_flipped_byte_inside_a_well_formed_ZIP_is_found()
    {
        // As an attacker does it: the ZIP is written again, so that its checksums agree.
        var files = Files();
        var accepted =
            from file in Enumerable.Range(0, files.Length).AsParallel()
            from offset in Enumerable.Range(0, files[file].Bytes.Length)
            where offset % Step(files[file].Path) == 0
            let altered = files.Select((f, i) => i == file ? f with { Bytes = Flip(f.Bytes, offset) } : f).ToArray()
            where !PackVerifier.Verify(CanonicalZip.Write(altered), null).IsRefused(out _)
            select $"{files[file].Path}:{offset}";
        Assert.Empty(accepted);
    }

    [Fact]
    public void The_first_thing_that_does_not_hold_is_named()
    {
        Assert.Equal(("pack-file-changed", "dokumen/02-SPMB.pdf"), Fault(Replace("dokumen/02-SPMB.pdf", "%PDF-1.7 SPMB")));
        Assert.Equal(("pack-file-missing", "dokumen/02-SPMB.pdf"), Fault(Files().Where(f => f.Path != "dokumen/02-SPMB.pdf")));
        Assert.Equal(("pack-file-missing", "SHA256SUMS"), Fault(Files().Where(f => f.Path != "SHA256SUMS")));
        Assert.Equal(("pack-file-added", "dokumen/03-BAST.pdf"), Fault([.. Files()[..10], new PackFile("dokumen/03-BAST.pdf", "palsu"u8.ToArray()), .. Files()[10..]]));
        Assert.Equal(("pack-file-added", "catatan.txt"), Fault([.. Files(), new PackFile("catatan.txt", "x"u8.ToArray())]));
        Assert.Equal(("pack-file-added", "../kunci.pem"), Fault([.. Files(), new PackFile("../kunci.pem", "x"u8.ToArray())]));
        Assert.Equal(("pack-file-added", "dokumen/01-AMZ.pdf"), Fault(Files().Select(f => f.Path == "dokumen/01-AMR.pdf" ? f with { Path = "dokumen/01-AMZ.pdf" } : f)));
        Assert.Equal(("pack-structure", "verifikasi.html"), Fault([Files()[^1], .. Files()[..^1]]));
        Assert.Equal(("pack-signature", "manifest.json, manifest.sig"), Fault(Replace("manifest.json", Text("manifest.json").Replace("\"demo\": true", "\"demo\": false"))));
        Assert.Equal(("pack-file-changed", "SHA256SUMS"), Fault(Replace("SHA256SUMS", Text("SHA256SUMS") + "\n")));
        Assert.Equal(("pack-file-unreadable", "kunci.pem"), Fault(Replace("kunci.pem", "kunci")));
        Assert.Equal(("pack-file-unreadable", "manifest.json"), Fault(Replace("manifest.json", "{}")));
        Assert.Equal(("pack-version-unknown", "alokon-arsip 2"), Fault(Replace("manifest.json", Text("manifest.json").Replace("\"version\": 1,\n  \"demo\"", "\"version\": 2,\n  \"demo\""))));
    }

    [Fact]
    public void A_pack_signed_anew_with_another_key_is_whole_but_not_from_the_office()
    {
        var forger = OfficeKey.Create(3315, SamplePack.Sealed, SamplePack.Cipher);
        var forged = SamplePack.Build(SamplePack.Contents, forger);

        Assert.False(PackVerifier.Verify(forged, null).Value.OriginProven);
        Assert.True(PackVerifier.Verify(forged, OfficeKeyPem).IsRefused(out var refusal));
        Assert.Equal("pack-key-differs", refusal.Code);
    }

    [Fact]
    public void A_certificate_of_another_key_is_found()
    {
        var other = OfficeKey.Create(3315, SamplePack.Sealed, SamplePack.Cipher);
        var mixed = SamplePack.Key with { Published = SamplePack.Key.Published with { Certificate = other.Published.Certificate } };
        Assert.Equal(("pack-certificate", "sertifikat.pem"), Fault(SamplePack.Build(SamplePack.Contents, mixed)));
    }

    [Fact]
    public void A_broken_history_is_found_even_when_the_office_signs_it()
    {
        var contents = SamplePack.Contents;
        var cut = contents with { Events = [.. contents.Events.Take(3)] };
        var reordered = contents with { Events = [contents.Events[1], contents.Events[0], .. contents.Events.Skip(2)] };
        var unsealed = SamplePack.Chain(SamplePack.Case, 8)[..7];
        var open = contents with { Events = unsealed, LastHash = Alokon.Sop.Audit.AuditLine.Hash(unsealed[^1].Span) };

        Assert.Equal(("event-last-changed", "peristiwa.jsonl:3"), Fault(SamplePack.Build(cut, SamplePack.Key)));
        Assert.Equal(("event-link-broken", "peristiwa.jsonl:1"), Fault(SamplePack.Build(reordered, SamplePack.Key)));
        Assert.Equal(("pack-events-not-sealed", "peristiwa.jsonl:7"), Fault(SamplePack.Build(open, SamplePack.Key)));
    }

    [Theory]
    [InlineData("\"files\": [", "\"files\": [null,")]
    [InlineData("\"documents\": [", "\"documents\": [null,")]
    [InlineData("\"attachments\": [", "\"attachments\": null, \"x\": [")]
    public void A_manifest_that_a_forger_wrote_and_signed_is_refused_and_breaks_nothing(string from, string to)
    {
        var forger = OfficeKey.Create(3315, SamplePack.Sealed, SamplePack.Cipher);
        using var key = forger.Open(3315, SamplePack.Cipher);
        var files = CanonicalZip.Read(SamplePack.Build(SamplePack.Contents, forger)).Value;
        var manifest = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files[1].Bytes.Span).Replace(from, to));
        PackFile[] forged = [files[0], files[1] with { Bytes = manifest }, files[2] with { Bytes = ManifestSignature.Sign(key, manifest) }, .. files.Skip(3)];

        Assert.Equal(("pack-file-unreadable", "manifest.json"), Fault(forged));
    }

    [Fact]
    public void The_twin_of_a_signature_is_not_accepted()
    {
        // (r, n - s) is as valid for openssl as (r, s): without this rule a pack could be altered in its signature.
        var n = System.Numerics.BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);
        var sequence = new System.Formats.Asn1.AsnReader(File("manifest.sig"), System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(sequence.ReadInteger());
            writer.WriteInteger(n - sequence.ReadInteger());
        }

        using var key = SamplePack.Key.Open(3315, SamplePack.Cipher);
        Assert.True(key.VerifyData(File("manifest.json").Span, writer.Encode(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.False(ManifestSignature.Verify(key, File("manifest.json").Span, writer.Encode()));
    }

    private static IReadOnlyList<PackFile> FilesOf(byte[] zip) => CanonicalZip.Read(zip).Value;

    private static PackFile[] Files() => [.. FilesOf(SamplePack.Bytes)];

    private static ReadOnlyMemory<byte> File(string path) => Files().Single(f => f.Path == path).Bytes;

    private static string Text(string path) => Encoding.UTF8.GetString(File(path).Span);

    private static IEnumerable<PackFile> Replace(string path, string text) =>
        Files().Select(f => f.Path == path ? f with { Bytes = Encoding.UTF8.GetBytes(text) } : f);

    // Every byte where something is parsed; a sample where only the hash decides.
    private static int Step(string path) => path switch
    {
        "manifest.sig" or "kunci.pem" or "sertifikat.pem" or "SHA256SUMS" => 1,
        "verifikasi.html" => 97,
        _ => 5,
    };

    private static byte[] Flip(ReadOnlyMemory<byte> bytes, int offset)
    {
        var copy = bytes.ToArray();
        copy[offset] ^= 1;
        return copy;
    }

    private static (string, string) Fault(IEnumerable<PackFile> files) => Fault(CanonicalZip.Write([.. files]));

    private static (string, string) Fault(byte[] zip) =>
        PackVerifier.Verify(zip, null).IsRefused(out var refusal) && refusal is PackFault fault ? (fault.Code, fault.Place) : ("held", "");
}
