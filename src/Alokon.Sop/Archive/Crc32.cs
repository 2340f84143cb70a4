namespace Alokon.Sop.Archive;

/// <summary>The checksum of the ZIP format; it finds accidents, not attackers.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var c = i;
            for (var bit = 0; bit < 8; bit++)
            {
                c = (c & 1) == 0 ? c >> 1 : 0xEDB88320 ^ (c >> 1);
            }

            table[i] = c;
        }

        return table;
    }
}
