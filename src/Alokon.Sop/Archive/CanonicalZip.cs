using System.Buffers.Binary;
using System.Text;
using Alokon.Engine;

namespace Alokon.Sop.Archive;

/// <summary>
/// A ZIP that has exactly one form for given files: stored, dated 1980-01-01, no extra fields, no comments, no
/// descriptors. Stored and not deflated, because deflate gives other bytes with every version of the library, and so
/// nothing unpacks to more than it is.
/// </summary>
public static class CanonicalZip
{
    private const uint LocalMark = 0x04034b50;
    private const uint CentralMark = 0x02014b50;
    private const uint EndMark = 0x06054b50;
    private const int LocalLength = 30;
    private const int CentralLength = 46;
    private const int EndLength = 22;
    private const ushort Version = 20;
    private const ushort MadeByUnix = (3 << 8) | Version;
    private const ushort Utf8Names = 0x0800;
    private const ushort FirstDay = 0x0021;
    private const uint PlainFile0644 = 0x81A40000;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">More files or bytes than a ZIP without 64-bit extension (and memory) takes.</exception>
    public static byte[] Write(IReadOnlyList<PackFile> files)
    {
        var length = files.Sum(f => (long)LocalLength + CentralLength + (2 * Utf8.GetByteCount(f.Path)) + f.Bytes.Length) + EndLength;
        if (files.Count >= ushort.MaxValue || length > Array.MaxLength)
        {
            throw new ArgumentException($"Expected a pack of at most {Array.MaxLength} bytes, but it has {files.Count} files and {length} bytes.", nameof(files));
        }

        var zip = new byte[length];
        var cursor = new Cursor(zip);
        var entries = new List<(byte[] Name, uint Crc, int Size, int Offset)>(files.Count);
        foreach (var file in files)
        {
            var entry = (Name: Utf8.GetBytes(file.Path), Crc: Crc32.Of(file.Bytes.Span), Size: file.Bytes.Length, Offset: cursor.Offset);
            entries.Add(entry);
            cursor.U32(LocalMark);
            cursor.U16(Version);
            cursor.Common(entry.Crc, entry.Size, entry.Name.Length);
            cursor.Bytes(entry.Name);
            cursor.Bytes(file.Bytes.Span);
        }

        var central = cursor.Offset;
        foreach (var entry in entries)
        {
            cursor.U32(CentralMark);
            cursor.U16(MadeByUnix);
            cursor.U16(Version);
            cursor.Common(entry.Crc, entry.Size, entry.Name.Length);
            cursor.U16(0); // comment
            cursor.U16(0); // disk
            cursor.U16(0); // internal attributes
            cursor.U32(PlainFile0644);
            cursor.U32((uint)entry.Offset);
            cursor.Bytes(entry.Name);
        }

        var centralSize = cursor.Offset - central;
        cursor.U32(EndMark);
        cursor.U32(0); // disks
        cursor.U16((ushort)entries.Count);
        cursor.U16((ushort)entries.Count);
        cursor.U32((uint)centralSize);
        cursor.U32((uint)central);
        cursor.U16(0); // comment
        return zip;
    }

    /// <summary>Accepts nothing but what <see cref="Write"/> gives: reads the files, writes them again and compares.</summary>
    public static Outcome<IReadOnlyList<PackFile>> Read(ReadOnlyMemory<byte> zip)
    {
        var files = new List<PackFile>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var offset = 0;
        while (zip.Length - offset >= 4 && Mark(zip, offset) == LocalMark)
        {
            if (ReadEntry(zip, offset) is not { } entry || !names.Add(entry.File.Path))
            {
                return PackFault.Structure(Place(offset, files));
            }

            if (Crc32.Of(entry.File.Bytes.Span) != entry.Crc)
            {
                return PackFault.Changed(entry.File.Path);
            }

            files.Add(entry.File);
            offset = entry.End;
        }

        var same = Write(files).AsSpan().CommonPrefixLength(zip.Span);
        return same == zip.Length && same == WrittenLength(files) ? files : PackFault.Structure(Place(same, files));
    }

    private static (PackFile File, uint Crc, int End)? ReadEntry(ReadOnlyMemory<byte> zip, int offset)
    {
        if (zip.Length - offset < LocalLength)
        {
            return null;
        }

        var header = zip.Span.Slice(offset, LocalLength);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(header[14..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        if (offset + LocalLength + nameLength + size > zip.Length)
        {
            return null;
        }

        var name = zip.Slice(offset + LocalLength, nameLength);
        var bytes = zip.Slice(offset + LocalLength + nameLength, (int)size);
        return Utf8Name(name.Span) is { } path ? (new PackFile(path, bytes), crc, offset + LocalLength + nameLength + (int)size) : null;
    }

    private static string? Utf8Name(ReadOnlySpan<byte> name)
    {
        try
        {
            return name.IsEmpty ? null : Utf8.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Place(int offset, List<PackFile> files)
    {
        long end = 0;
        foreach (var file in files)
        {
            end += LocalLength + Utf8.GetByteCount(file.Path) + file.Bytes.Length;
            if (offset < end)
            {
                return $"{file.Path} (ZIP, byte {offset})";
            }
        }

        return $"ZIP, byte {offset}";
    }

    private static long WrittenLength(List<PackFile> files) =>
        files.Sum(f => (long)LocalLength + CentralLength + (2 * Utf8.GetByteCount(f.Path)) + f.Bytes.Length) + EndLength;

    private static uint Mark(ReadOnlyMemory<byte> zip, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[offset..]);

    private ref struct Cursor(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Offset { get; private set; }

        public void U16(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_target[Offset..], value);
            Offset += 2;
        }

        public void U32(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_target[Offset..], value);
            Offset += 4;
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_target[Offset..]);
            Offset += bytes.Length;
        }

        /// <summary>What the local header and the central directory say alike.</summary>
        public void Common(uint crc, int size, int nameLength)
        {
            U16(Utf8Names);
            U16(0); // stored
            U16(0); // 00:00:00
            U16(FirstDay);
            U32(crc);
            U32((uint)size);
            U32((uint)size);
            U16((ushort)nameLength);
            U16(0); // extra fields
        }
    }
}
