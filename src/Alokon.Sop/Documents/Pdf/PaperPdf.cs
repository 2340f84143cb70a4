using System.Globalization;
using System.Security;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>
/// Makes an archival paper (PDF/A-3b, ISO 19005-3) of what Chromium printed: metadata, colours, the source data inside, everything
/// packed. Pure: the same print and facts give the same bytes. Tags, language and bookmarks are Chromium's and stay.
/// </summary>
public static class PaperPdf
{
    private const string Producer = "Alokon";
    private const string SourceName = "data.json";

    // Chromium's names for what the standard has under another name.
    private const string Roles = "<</Strong /Span /Em /Span /Title /P /FENote /Note /Aside /Sect /Sub /Span /DocumentFragment /Div>>";

    /// <exception cref="PdfFault">It is not what Chromium writes.</exception>
    public static byte[] Finish(byte[] printed, PaperFacts facts)
    {
        var file = PdfFile.Read(printed);
        var writer = new PdfWriter(file.Size, expected: printed.Length);
        var info = PdfText.Find(file.Trailer, "Info") is { } known ? PdfText.Number(known) : 0;
        var tags = PdfText.Find(file.Object(file.Root).Text, "StructTreeRoot") is { } tree ? PdfText.Number(tree) : 0;
        foreach (var number in file.Numbers)
        {
            if (number == info)
            {
                writer.Plain(number, Info(facts));
            }
            else if (number == file.Root)
            {
                writer.Plain(number, WriteCatalog(writer, file.Object(number).Text, facts));
            }
            else if (number == tags)
            {
                writer.Pack(number, PdfText.With(file.Object(number).Text, ("RoleMap", Roles)));
            }
            else if (file.Plain(number) is not { } text)
            {
                var (dictionary, stream) = file.Object(number);
                writer.Stream(number, dictionary, stream.GetValueOrDefault().Span);
            }
            else if (text.Span.StartsWith("<</Type /Page"u8))
            {
                // Found again when the paper is signed.
                writer.Plain(number, text.Span);
            }
            else
            {
                writer.Pack(number, text.Span);
            }
        }

        if (info == 0)
        {
            info = writer.NewNumber();
            writer.Plain(info, Info(facts));
        }

        return writer.Finish(file.Root, info);
    }

    private static string WriteCatalog(PdfWriter writer, string catalog, PaperFacts facts)
    {
        var (metadata, colours, source, data) = (writer.NewNumber(), writer.NewNumber(), writer.NewNumber(), writer.NewNumber());
        writer.Stream(metadata, "<</Type /Metadata /Subtype /XML>>", Encoding.UTF8.GetBytes(Xmp(facts)));
        writer.Packed(colours, "<</N 3>>", IccProfile.Packed.Span);
        var size = facts.Source.Length.ToString(CultureInfo.InvariantCulture);
        writer.Deflated(data, $"<</Type /EmbeddedFile /Subtype /application#2Fjson /Params <</ModDate {PdfText.Date(facts.IssuedAt)} /Size {size}>>>>", facts.Source.Span);
        writer.Pack(source, $"<</Type /Filespec /F ({SourceName}) /UF ({SourceName}) /AFRelationship /Source /Desc (Data sumber dokumen) /EF <</F {PdfText.Reference(data)} /UF {PdfText.Reference(data)}>>>>");
        return PdfText.With(
            catalog,
            ("Metadata", PdfText.Reference(metadata)),
            ("OutputIntents", $"[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier ({IccProfile.Name}) /Info ({IccProfile.Name}) /DestOutputProfile {PdfText.Reference(colours)}>>]"),
            ("AF", $"[{PdfText.Reference(source)}]"),
            ("Names", PdfText.With(PdfText.Find(catalog, "Names") ?? "<<>>", ("EmbeddedFiles", $"<</Names [({SourceName}) {PdfText.Reference(source)}]>>"))));
    }

    private static string Info(PaperFacts facts) => PdfText.Dictionary(
    [
        ("Title", PdfText.String(facts.Title)), ("Author", PdfText.String(facts.Author)), ("Creator", $"({Producer})"), ("Producer", $"({Producer})"),
        ("CreationDate", PdfText.Date(facts.IssuedAt)), ("ModDate", PdfText.Date(facts.IssuedAt)),
    ]);

    /// <summary>Says the same as <see cref="Info"/>: the standard wants both, in step.</summary>
    private static string Xmp(PaperFacts facts)
    {
        var date = facts.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
        var code = facts.Code is { } known ? $"\n<dc:identifier>{known}</dc:identifier>" : "";
        return
            $"""
            <?xpacket begin="{'\ufeff'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
            <pdfaid:part>3</pdfaid:part>
            <pdfaid:conformance>B</pdfaid:conformance>
            <dc:format>application/pdf</dc:format>{code}
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escape(facts.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{Escape(facts.Author)}</rdf:li></rdf:Seq></dc:creator>
            <dc:language><rdf:Bag><rdf:li>id</rdf:li></rdf:Bag></dc:language>
            <pdf:Producer>{Producer}</pdf:Producer>
            <xmp:CreatorTool>{Producer}</xmp:CreatorTool>
            <xmp:CreateDate>{date}</xmp:CreateDate>
            <xmp:ModifyDate>{date}</xmp:ModifyDate>
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>
            """;
    }

    private static string Escape(string text) => SecurityElement.Escape(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));
}
