using System.IO.Compression;
using System.Text;
using Alokon.Engine;
using Alokon.Sop.Archive;
using Xunit;

namespace Alokon.Tests.Archive;

public sealed class CanonicalZipTests
{
    private static readonly PackFile[] Files = [new("a.txt", "satu"u8.ToArray()), new("dokumen/01-AMR.pdf", "dua"u8.ToArray()), new("kosong.txt", Array.Empty<byte>())];

    [Fact]
    public void The_checksum_is_the_one_of_the_ZIP_format() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public void Others_read_what_we_write()
    {
        using var zip = new ZipArchive(new MemoryStream(CanonicalZip.Write(Files)));
        Assert.Equal(Files.Select(f => f.Path), zip.Entries.Select(e => e.FullName));
        using var reader = new StreamReader(zip.Entries[1].Open());
        Assert.Equal("dua", reader.ReadToEnd());
        Assert.All(zip.Entries, e => Assert.Equal(new DateTime(1980, 1, 1), e.LastWriteTime.DateTime));
    }

    [Fact]
    public void What_we_write_we_read()
    {
        var read = CanonicalZip.Read(CanonicalZip.Write(Files)).Value;
        Assert.Equal(Files.Select(f => (f.Path, Text(f))), read.Select(f => (f.Path, Text(f))));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void The_same_files_in_another_form_are_refused(CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Files)
            {
                using var entry = zip.CreateEntry(file.Path, level).Open();
                entry.Write(file.Bytes.Span);
            }
        }

        Assert.NotNull(Refusal(bytes.ToArray()));
    }

    [Fact]
    public void A_bomb_does_not_go_off()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("BACA-SAYA.txt", CompressionLevel.SmallestSize).Open();
            entry.Write(new byte[64 * 1024 * 1024]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(Refusal(bytes.ToArray()));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * 1024 * 1024);
    }

    [Fact]
    public void Bytes_before_between_or_behind_are_refused()
    {
        var zip = CanonicalZip.Write(Files);
        Assert.NotNull(Refusal([0, .. zip]));
        Assert.NotNull(Refusal([.. zip, 0]));
        Assert.NotNull(Refusal([.. zip[..50], 0, .. zip[50..]]));
        Assert.NotNull(Refusal([]));
        Assert.NotNull(Refusal([.. zip, .. zip]));
        Assert.NotNull(Refusal(CanonicalZip.Write([Files[0], Files[0]])));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var zip = CanonicalZip.Write(Files);
        Assert.All(Enumerable.Range(0, zip.Length), length => Assert.NotNull(Refusal(zip[..length])));
    }

    [Fact]
    public void Sizes_that_lie_are_refused()
    {
        var zip = CanonicalZip.Write(Files);
        zip.AsSpan(18, 8).Fill(0xFF); // both sizes of the first entry: 4 GB
        Assert.Equal("pack-structure", Refusal(zip).Code);
    }

    private static Refusal Refusal(byte[] zip) =>
        CanonicalZip.Read(zip).IsRefused(out var refusal) ? refusal : throw new InvalidOperationException("It was accepted.");

    private static string Text(PackFile file) => Encoding.ASCII.GetString(file.Bytes.Span);
}
