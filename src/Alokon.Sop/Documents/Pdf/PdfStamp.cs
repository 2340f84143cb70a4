namespace Alokon.Sop.Documents.Pdf;

/// <summary>
/// Draws the block of a signature that somebody outside will make: one revision that the signature then covers. Whoever refuses to sign leaves
/// nothing behind, because only what comes back signed is kept.
/// </summary>
public static class PdfStamp
{
    // Printed, not to be moved, not to be written into.
    private const int Flags = 4 + 64 + 128;

    /// <returns>The paper as it is, where it has no such place.</returns>
    /// <exception cref="PdfFault">It cannot be read.</exception>
    public static byte[] Draw(byte[] paper, SignatureBlock block)
    {
        try
        {
            return Add(paper, block);
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException or OverflowException or InvalidDataException or IndexOutOfRangeException or KeyNotFoundException)
        {
            // Somebody outside wrote the last revision, and in a way that is not read here.
            throw new PdfFault(broken.Message);
        }
    }

    private static byte[] Add(byte[] paper, SignatureBlock block)
    {
        var file = PdfFile.Read(paper);
        if (PdfPlaces.Find(file, block.Place) is not { } place)
        {
            return paper;
        }

        var writer = new PdfWriter(file);
        var look = BlockLook.Write(writer, block, place.Width, place.Height);
        var stamp = writer.NewNumber();
        writer.Plain(stamp, $"<</Type /Annot\n/Subtype /Stamp\n/F {Flags}\n/Rect {place.Rectangle}\n/P {PdfText.Reference(place.Page)}\n/Contents {PdfText.String(block.Text)}\n/AP <</N {PdfText.Reference(look)}>>>>");
        writer.Plain(place.Page, PdfPlaces.With(file, place.Page, stamp));
        return writer.Finish(file);
    }
}
