using System.Buffers.Binary;

namespace Alokon.Engine;

/// <summary>
/// The one place where identifiers are made: UUIDv7, so that rows of one time lie together in every index. What this process makes
/// sorts in the order of making, also within a millisecond: of two papers of one press the first comes first.
/// </summary>
public static class Ids
{
    // Milliseconds and a count of twelve bits; a busier millisecond borrows from the next.
    private static long _last;

    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var now = (BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16) << 12;
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        const long version = 0x7000;
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((next >> 12) << 16) | version | (next & 0xFFF));
        return new Guid(bytes, bigEndian: true);
    }
}
