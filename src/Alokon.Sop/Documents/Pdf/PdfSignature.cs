using System.Globalization;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>What stands beside a signature for people.</summary>
/// <param name="Signer">As the certificate names it.</param>
public sealed record SignatureFacts(string Signer, string Reason, string Place, DateTimeOffset At);

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
        var form = PdfText.Find(catalog, "AcroForm") ?? "<<>>";
        var fields = (PdfText.Find(form, "Fields") ?? "[]").TrimEnd(']');
        var count = fields.Split(" R", StringSplitOptions.None).Length - 1;
        var (value, widget, look) = (writer.NewNumber(), writer.NewNumber(), writer.NewNumber());
        var page = LastPage(file);
        var pageText = file.Object(page).Text;

        var start = writer.Position;
        writer.Plain(value, Value(facts, size));
        writer.Stream(look, $"<</Type /XObject /Subtype /Form /BBox [0 0 {Side} {Side}] /Resources <<>>>>", Encoding.ASCII.GetBytes(Mark()));
        writer.Plain(widget, Widget(count, page, value, look));
        writer.Plain(page, PdfText.With(pageText, ("Annots", (PdfText.Find(pageText, "Annots") ?? "[]").TrimEnd(']') + $" {PdfText.Reference(widget)}]")));
        writer.Plain(file.Root, PdfText.With(catalog, ("AcroForm", $"<</Fields {fields} {PdfText.Reference(widget)}] /SigFlags 3>>")));
        var info = PdfText.Number(PdfFile.Required(file.Trailer, "Info"));
        return Open(writer.Finish(file.Root, info, FirstId(file.Trailer)), start);
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

    /// <summary>In the margin of the last page, left of the foot that names the certificate in words; each signature has a place of its own.</summary>
    private static string Widget(int count, int page, int value, int look)
    {
        var left = 64 - Side - ((Side + Gap) * (count % 3));
        var bottom = 35 + ((Side + Gap) * (count / 3));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type /Annot /Subtype /Widget /FT /Sig /T (Tanda tangan {count + 1}) /F {WidgetFlags} /Rect [{left} {bottom} {left + Side} {bottom + Side}] /P {page} 0 R /V {value} 0 R /AP <</N {look} 0 R>>>>");
    }

    /// <summary>A tick in a frame. Drawn, not written: a text would need a font of its own inside the paper.</summary>
    private static string Mark() => "q 0.6 w 0.1 0.3 0.2 RG 0.3 0.3 15.4 15.4 re S 1.6 w 1 J 1 j 3.6 8.2 m 6.8 4.8 l 12.4 11.6 l S Q";

    private static int LastPage(PdfFile file)
    {
        var node = PdfText.Number(PdfFile.Required(file.Object(file.Root).Text, "Pages"));
        for (var depth = 0; depth < 64; depth++)
        {
            if (PdfText.Find(file.Object(node).Text, "Kids") is not { } kids)
            {
                return node;
            }

            node = PdfText.Number(kids.Trim('[', ']', ' ', '\n').Split(" R", StringSplitOptions.RemoveEmptyEntries)[^1].Trim());
        }

        throw new PdfFault("its pages go round");
    }

    private static string? FirstId(string trailer) =>
        PdfText.Find(trailer, "ID") is { } id && id.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open ? id[(open + 1)..id.IndexOf('>', StringComparison.Ordinal)] : null;
}
