using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>The letters of signature blocks: a part of Liberation Sans (Latin 1), put into the paper with each block, because an archival paper carries its fonts.</summary>
internal sealed class BlockFont
{
    private const string Name = "ALOKON+AlokonBlok";
    private const int FirstLetter = 32;
    private const int LastLetter = 255;

    // Of the typeface, in thousandths of its size.
    private const int CapHeight = 729;

    private readonly byte[] _program;
    private readonly int[] _widths = new int[LastLetter + 1];
    private readonly int _units;

    private BlockFont(byte[] program)
    {
        _program = program;
        var (head, hhea, hmtx, cmap) = (Table("head"), Table("hhea"), Table("hmtx"), Table("cmap"));
        _units = Unsigned(head + 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => Thousandths(Signed(head + 36 + (2 * i))))];
        (Ascent, Descent) = (Thousandths(Signed(hhea + 4)), Thousandths(Signed(hhea + 6)));
        var last = Unsigned(hhea + 34) - 1;
        var map = cmap + (int)BinaryPrimitives.ReadUInt32BigEndian(_program.AsSpan(cmap + 4 + 8 + 4));
        for (var code = FirstLetter; code <= LastLetter; code++)
        {
            _widths[code] = Thousandths(Unsigned(hmtx + (4 * Math.Min(Glyph(map, Letter(code)), last))));
        }
    }

    public static BlockFont Only { get; } = new(Read());

    public int Ascent { get; }

    private int Descent { get; }

    private int[] Box { get; }

    /// <summary>As the paper writes them (WinAnsi); what the font does not know loses its accent, or becomes a question mark.</summary>
    public static string Letters(string text)
    {
        var letters = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            letters.Append(c switch
            {
                '\u2013' => '\u0096',
                '\u2019' or '\u02bc' => '\u0092',
                >= ' ' and <= '~' or >= '\u00a0' and <= '\u00ff' => c,
                _ when char.IsSurrogate(c) => '?',
                _ => c.ToString().Normalize(NormalizationForm.FormD)[0] is >= ' ' and <= '~' and var plain ? plain : '?',
            });
        }

        return letters.ToString();
    }

    /// <param name="letters">Of <see cref="Letters"/>.</param>
    public double Width(string letters, double size) => letters.Sum(c => _widths[c]) * size / 1000;

    /// <returns>The number of the font's object.</returns>
    public int Write(PdfWriter writer)
    {
        var (font, descriptor, program) = (writer.NewNumber(), writer.NewNumber(), writer.NewNumber());
        writer.Deflated(program, string.Create(CultureInfo.InvariantCulture, $"<</Length1 {_program.Length}>>"), _program);
        writer.Plain(descriptor, string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type /FontDescriptor\n/FontName /{Name}\n/Flags 32\n/FontBBox [{string.Join(' ', Box)}]\n/ItalicAngle 0\n/Ascent {Ascent}\n/Descent {Descent}\n/CapHeight {CapHeight}\n/StemV 80\n/FontFile2 {program} 0 R>>"));
        writer.Plain(font, string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type /Font\n/Subtype /TrueType\n/BaseFont /{Name}\n/Encoding /WinAnsiEncoding\n/FirstChar {FirstLetter}\n/LastChar {LastLetter}\n/Widths [{string.Join(' ', _widths.Skip(FirstLetter))}]\n/FontDescriptor {descriptor} 0 R>>"));
        return font;
    }

    // WinAnsi between 128 and 159: only the two that Letters writes.
    private static int Letter(int code) => code switch
    {
        0x96 => '\u2013',
        0x92 => '\u2019',
        >= 0x7f and < 0xa0 => 0,
        _ => code,
    };

    /// <summary>By a table of format 4: runs of letters with what is to be added.</summary>
    private int Glyph(int map, int letter)
    {
        var count = Unsigned(map + 6) / 2;
        for (var run = 0; run < count; run++)
        {
            var (end, start) = (Unsigned(map + 14 + (2 * run)), Unsigned(map + 16 + (2 * count) + (2 * run)));
            if (letter > end || letter < start)
            {
                continue;
            }

            var delta = Unsigned(map + 16 + (4 * count) + (2 * run));
            var rangeAt = map + 16 + (6 * count) + (2 * run);
            var range = Unsigned(rangeAt);
            return range == 0 ? (letter + delta) & 0xffff : (Unsigned(rangeAt + range + (2 * (letter - start))) + delta) & 0xffff;
        }

        return 0;
    }

    private int Table(string name)
    {
        for (var i = 0; i < Unsigned(4); i++)
        {
            var entry = 12 + (16 * i);
            if (Encoding.ASCII.GetString(_program, entry, 4) == name)
            {
                return (int)BinaryPrimitives.ReadUInt32BigEndian(_program.AsSpan(entry + 8));
            }
        }

        throw new InvalidOperationException($"Expected a font with a table {name}.");
    }

    private int Unsigned(int at) => BinaryPrimitives.ReadUInt16BigEndian(_program.AsSpan(at));

    private int Signed(int at) => BinaryPrimitives.ReadInt16BigEndian(_program.AsSpan(at));

    private int Thousandths(int units) => (int)Math.Round(units * 1000.0 / _units);

    private static byte[] Read()
    {
        using var stream = typeof(BlockFont).Assembly.GetManifestResourceStream("Alokon.Documents.blok.ttf")
            ?? throw new InvalidOperationException("Expected the embedded font Alokon.Documents.blok.ttf.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
