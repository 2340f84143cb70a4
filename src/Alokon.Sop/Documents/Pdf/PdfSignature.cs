using System.Globalization;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>What stands beside a signature for people.</summary>
/// <param name="Signer">As the certificate names it.</param>
/// <param name="Block">Null, or where the paper has no such place: a mark in the margin.</param>
public sealed record SignatureFacts(string Signer, string Reason, string Place, DateTimeOffset At, SignatureBlock? Block = null);

/// <summary>
/// A place for one more signature, behind everything that is there: what was signed before stays byte for byte, so that earlier
/// signatures stay good (PAdES B-B, ETSI EN 319 142-1). Everything but the place itself is signed.
/// </summary>
public sealed class PdfSignature
{
    private const string EmptyRange = "[0 0000000000 0000000000 0000000000]";

    // Printed, and not to be moved.
    private const int WidgetFlags = 132;

    private const int Side = 16;
    private const int Gap = 4;

    private readonly byte[] _file;
    private readonly int _hole;
    private readonly int _holeLength;

    private PdfSignature(byte[] file, int hole, int holeLength)
    {
        _file = file;
        _hole = hole;
        _holeLength = holeLength;
    }

    /// <summary>What the signature covers.</summary>
    public byte[] Covered => [.. _file.AsSpan(0, _hole), .. _file.AsSpan(_hole + _holeLength)];

    /// <param name="size">Bytes that the signature may take.</param>
    /// <exception cref="PdfFault">It is no paper of ours.</exception>
    public static PdfSignature Prepare(byte[] paper, SignatureFacts facts, int size)
    {
        var file = PdfFile.Read(paper);
        var writer = new PdfWriter(file);
        var catalog = file.Object(file.Root).Text;
        var form = file.Resolve(PdfText.Find(catalog, "AcroForm") ?? "<<>>");
        var fields = file.Resolve(PdfText.Find(form, "Fields") ?? "[]").TrimEnd().TrimEnd(']');
        var count = PdfText.References(fields).Count();
        var place = facts.Block is { } wanted ? PdfPlaces.Find(file, wanted.Place) : null;
        var look = place is null || facts.Block is not { } block ? WriteMark(writer) : BlockLook.Write(writer, block, place.Width, place.Height);
        place ??= Margin(file.Pages()[^1], count);
        var (value, widget) = (writer.NewNumber(), writer.NewNumber());

        var start = writer.Position;
        writer.Plain(value, Value(facts, size));
        writer.Plain(widget, Widget(count, place, value, look));
        writer.Plain(place.Page, PdfPlaces.With(file, place.Page, widget));
        writer.Plain(file.Root, PdfText.With(catalog, ("AcroForm", PdfText.With(form, ("Fields", $"{fields} {PdfText.Reference(widget)}]"), ("SigFlags", "3")))));
        return Open(writer.Finish(file), start);
    }

    /// <exception cref="ArgumentException">It takes more than was set aside.</exception>
    public byte[] With(ReadOnlySpan<byte> signature)
    {
        var hex = Convert.ToHexString(signature);
        if (hex.Length > _holeLength - 2)
        {
            throw new ArgumentException($"Expected a signature of at most {(_holeLength - 2) / 2} bytes, but it has {signature.Length}");
        }

        var signed = (byte[])_file.Clone();
        Encoding.ASCII.GetBytes(hex, signed.AsSpan(_hole + 1));
        return signed;
    }

    /// <summary>Now that the length is known: says in the file what is covered.</summary>
    private static PdfSignature Open(byte[] file, int start)
    {
        var range = start + file.AsSpan(start).IndexOf(Encoding.ASCII.GetBytes(EmptyRange));
        var hole = start + file.AsSpan(start).IndexOf("/Contents <0"u8) + "/Contents ".Length;
        var end = hole + file.AsSpan(hole).IndexOf((byte)'>') + 1;
        var known = string.Create(CultureInfo.InvariantCulture, $"[0 {hole} {end} {file.Length - end}");
        Encoding.ASCII.GetBytes(known.PadRight(EmptyRange.Length - 1) + "]", file.AsSpan(range));
        return new PdfSignature(file, hole, end - hole);
    }

    private static string Value(SignatureFacts facts, int size) => PdfText.Dictionary(
    [
        ("Type", "/Sig"), ("Filter", "/Adobe.PPKLite"), ("SubFilter", "/ETSI.CAdES.detached"), ("ByteRange", EmptyRange), ("Contents", $"<{new string('0', size * 2)}>"),
        ("M", PdfText.Date(facts.At)), ("Name", PdfText.String(facts.Signer)), ("Reason", PdfText.String(facts.Reason)), ("Location", PdfText.String(facts.Place)),
    ]);

    private static string Widget(int count, PdfPlace place, int value, int look) => string.Create(
        CultureInfo.InvariantCulture,
        $"<</Type /Annot /Subtype /Widget /FT /Sig /T (Tanda tangan {count + 1}) /F {WidgetFlags} /Rect {place.Rectangle} /P {place.Page} 0 R /V {value} 0 R /AP <</N {look} 0 R>>>>");

    /// <summary>In the margin of the last page, left of the foot that names the certificate in words; each signature has a place of its own.</summary>
    private static PdfPlace Margin(int page, int count)
    {
        var left = 64 - Side - ((Side + Gap) * (count % 3));
        var bottom = 35 + ((Side + Gap) * (count / 3));
        return new PdfPlace(page, left, bottom, left + Side, bottom + Side);
    }

    /// <summary>A tick in a frame.</summary>
    private static int WriteMark(PdfWriter writer)
    {
        var look = writer.NewNumber();
        writer.Stream(look, $"<</Type /XObject /Subtype /Form /BBox [0 0 {Side} {Side}] /Resources <<>>>>", "q 0.6 w 0.1 0.3 0.2 RG 0.3 0.3 15.4 15.4 re S 1.6 w 1 J 1 j 3.6 8.2 m 6.8 4.8 l 12.4 11.6 l S Q"u8);
        return look;
    }
}
