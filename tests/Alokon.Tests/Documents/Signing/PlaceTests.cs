using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Embedded.Chromium;
using Alokon.Host.Signing;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Pdf;
using Alokon.Sop.Documents.Signing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Documents.Signing;

/// <summary>A signature is seen where the paper has its place.</summary>
public sealed class PlaceTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 7, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly X509Certificate2 Certificate = Make();

    [Fact]
    public async Task Every_signature_stands_over_the_name_of_who_signed_and_the_paper_keeps_the_rules_of_the_archive()
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        foreach (var code in new[] { "SPMB", "BAST", "SBBK", "AMR", "SKT" })
        {
            var model = TemplateTests.Example(code);
            var paper = await PrintAsync(printer, code, model, new OfficeSigning(null, true));
            var places = SignaturePlace.Of(code, model);
            var pages = await PrintedPage.ReadAsync(paper);

            var signed = places.Aggregate(paper, (pdf, place) => Sign(PdfStamp.Draw(pdf, OfficerBlock(place)), null));

            Assert.NotEmpty(places);
            Assert.All(places, place => Assert.True(StandsOver(paper, pages, place), $"{code}: {place.Name} has no place over the name"));
            Assert.Equal(places.Select(_ => true), SignatureCheck.Of(signed).Select(one => one.Holds));
            Assert.Equal(places.Count, Encoding.Latin1.GetString(signed).Split("(Ditandatangani secara elektronik oleh) Tj").Length - 1);
            Assert.Empty(ArchiveRules.Check(signed));
        }
    }

    [Fact]
    public async Task The_certificate_of_the_office_stands_at_the_place_of_who_approved_and_leaves_the_others_as_they_are()
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        var model = TemplateTests.Example("BAST");
        var places = SignaturePlace.Of("BAST", model);
        var office = new Office();
        var paper = await PrintAsync(printer, "BAST", model, new OfficeSigning(office, false));

        var approver = SignaturePlace.ApproverOf(places)!; // an example names who signs
        var signed = (await office.SignAsync(new SigningOrder(paper, "Pengesahan", "Purwodadi", At, SignatureWords.OfCertificate("Dinas Contoh", approver, model)), CancellationToken.None)).Value.Pdf;

        Assert.Equal([approver.Number], places.Where(place => PdfPlaces.Find(PdfFile.Read(paper), place.Number) is not null).Select(place => place.Number));
        Assert.Contains("(atas pengesahan ", Encoding.Latin1.GetString(signed), StringComparison.Ordinal);
        Assert.True(Assert.Single(SignatureCheck.Of(signed)).Holds);
        Assert.Empty(ArchiveRules.Check(signed));
    }

    [Fact]
    public async Task The_same_paper_and_words_are_the_same_bytes()
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        var model = TemplateTests.Example("SPMB");
        var paper = await PrintAsync(printer, "SPMB", model, new OfficeSigning(null, true));

        Assert.Equal(paper, await PrintAsync(printer, "SPMB", model, new OfficeSigning(null, true)));
        Assert.Equal(PdfStamp.Draw(paper, OfficerBlock(SignaturePlace.Of("SPMB", model)[0])), PdfStamp.Draw(paper, OfficerBlock(SignaturePlace.Of("SPMB", model)[0])));
    }

    [Fact]
    public void A_paper_that_nobody_is_expected_to_sign_is_printed_as_before()
    {
        var model = TemplateTests.Example("SPMB");
        var (template, body) = (TemplateFiles.Read(TemplateTests.Folder(), "SPMB")!, TemplateTests.Render("SPMB", model));

        Assert.Equal(DocumentPage.Compose(template, model, body), DocumentPage.Compose(template, model, body, signing: OfficeSigning.None));
        Assert.DoesNotContain("ttd-tempat", DocumentPage.Compose(template, model, body), StringComparison.Ordinal);
    }

    [Fact]
    public void A_paper_without_places_is_signed_in_the_margin_and_stamped_not_at_all()
    {
        var paper = PaperPdf.Finish(PlainPdf.Of(2, "0 0 m"), new PaperFacts("Surat", "DINAS", null, At, "{}"u8.ToArray()));
        var block = new SignatureBlock(1, ["Ditandatangani secara elektronik oleh", "Kepala"]);

        Assert.Equal(paper, PdfStamp.Draw(paper, block));
        Assert.Contains("/Rect [48 35 64 51]", Encoding.Latin1.GetString(Sign(paper, block)), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_any_alphabet_fit_into_their_place()
    {
        var paper = Linked();
        var block = new SignatureBlock(1, ["Ditandatangani secara elektronik oleh", "Kepala (Bidang) \\ Élise O\u2019Brien – Łukasz 李", new string('W', 200), "7 Oktober 2026"]);

        var stamped = PdfStamp.Draw(paper, block);

        Assert.Contains("Kepala \\(Bidang\\) \\\\ \u00c9lise", Encoding.Latin1.GetString(stamped), StringComparison.Ordinal);
        Assert.Empty(ArchiveRules.Check(Sign(stamped, null)));
    }

    /// <summary>As other programs write what they add: a table with other columns, told by differences, and objects packed into a stream.</summary>
    [Fact]
    public void A_revision_that_another_program_added_is_read_and_followed()
    {
        var foreign = Foreign(Sign(Linked(), null));

        var stamped = PdfStamp.Draw(foreign, new SignatureBlock(1, ["Ditandatangani secara elektronik oleh", "Kepala"]));

        Assert.True(stamped.AsSpan().StartsWith(foreign));
        Assert.Contains("/Subtype /Stamp", Encoding.Latin1.GetString(stamped, foreign.Length, stamped.Length - foreign.Length), StringComparison.Ordinal);
        Assert.Equal([true, true], SignatureCheck.Of(Sign(stamped, null)).Select(one => one.Holds));
    }

    [Fact]
    public void A_revision_that_cannot_be_read_is_a_fault_and_nothing_else()
    {
        var paper = Linked();
        var start = Encoding.Latin1.GetString(paper).LastIndexOf("startxref", StringComparison.Ordinal);

        Assert.Throws<PdfFault>(() => PdfStamp.Draw([.. paper.AsSpan(0, start), .. "startxref\n17\n%%EOF\n"u8], new SignatureBlock(1, ["x"])));
    }

    private static async Task<byte[]> PrintAsync(ChromiumPrinter printer, string code, JsonObject model, OfficeSigning signing)
    {
        var html = DocumentPage.Compose(TemplateFiles.Read(TemplateTests.Folder(), code)!, model, TemplateTests.Render(code, model), signing: signing);
        return PaperPdf.Finish(await printer.PrintPdfAsync(html, CancellationToken.None), new PaperFacts("Surat", "DINAS", null, At, "{}"u8.ToArray()));
    }

    private static SignatureBlock OfficerBlock(SignaturePlace place) => SignatureWords.OfOfficer(new OfficerSignature(place.Number, place.Position, place.Name, place.Nip, new DateOnly(2026, 10, 7)));

    /// <summary>The first word of the name begins right under the place, within its width.</summary>
    private static bool StandsOver(byte[] paper, IReadOnlyList<PrintedPage> pages, SignaturePlace place)
    {
        var file = PdfFile.Read(paper);
        if (PdfPlaces.Find(file, place.Number) is not { } found)
        {
            return false;
        }

        var page = pages[file.Pages().ToList().IndexOf(found.Page)];
        var bottom = page.Height - found.Bottom;
        return found is { Width: > 60, Height: > 40 }
            && page.Words.Any(word => place.Name.Split(' ')[0] == System.Net.WebUtility.HtmlDecode(word.Text) && word.Top >= bottom - 3 && word.Top < bottom + 25 && word.Left > found.Left - 70 && word.Right < found.Right + 30);
    }

    private static byte[] Sign(byte[] paper, SignatureBlock? block) => CadesSignature.Sign(paper, new SignatureFacts("Uji", "Pengesahan", "Purwodadi", At, block), Certificate, []);

    /// <summary>A page with one place.</summary>
    private static byte[] Linked()
    {
        var plain = Encoding.Latin1.GetString(PlainPdf.Of(1, "0 0 m")).Replace(
            "/Contents 3 0 R>>", "/Annots [6 0 R]\n/Contents 3 0 R>>", StringComparison.Ordinal);
        var at = plain.IndexOf("xref\n", StringComparison.Ordinal);
        var link = "6 0 obj\n<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [100 100 220 158] /Dest /ttd-1>>\nendobj\n";
        // The object moved nothing but the table, which is written anew as one revision of its own.
        var body = plain[..at] + link;
        var offsets = new[] { 1, 2, 3, 4, 6 }.Select(number => (number, body.IndexOf(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"), StringComparison.Ordinal))).ToList();
        var table = "xref\n0 1\n0000000000 65535 f \n" + string.Concat(offsets.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.number} 1\n{one.Item2:D10} 00000 n \n")));
        var whole = string.Create(CultureInfo.InvariantCulture, $"{body}{table}trailer\n<</Size 7 /Root 1 0 R>>\nstartxref\n{body.Length}\n%%EOF\n");
        return PaperPdf.Finish(Encoding.Latin1.GetBytes(whole), new PaperFacts("Surat", "DINAS", null, At, "{}"u8.ToArray()));
    }

    private static byte[] Foreign(byte[] paper)
    {
        var file = PdfFile.Read(paper);
        var (page, free) = (file.Pages()[0], file.Size);
        var (pageText, catalog) = (file.Object(page).Text, file.Object(file.Root).Text);
        // Page and catalog go into a stream; the list of what is on the page becomes an object of its own.
        var annotations = PdfText.Find(pageText, "Annots")!;
        string[] packed = [PdfText.With(pageText, ("Annots", PdfText.Reference(free))), catalog, annotations];
        var heads = $"{page} 0 {file.Root} {packed[0].Length + 1} {free} {packed[0].Length + packed[1].Length + 2} ";
        var inside = Deflate(Encoding.Latin1.GetBytes(heads + string.Join('\n', packed)));
        using var all = new MemoryStream();
        all.Write(paper);
        var stream = (int)all.Position;
        Write(all, string.Create(CultureInfo.InvariantCulture, $"{free + 1} 0 obj\n<</Type/ObjStm/N 3/First {heads.Length}/Length {inside.Length}/Filter/FlateDecode>>stream\n"), inside);
        var table = (int)all.Position;
        byte[][] rows = [.. new[] { (page, 2, free + 1, 0), (file.Root, 2, free + 1, 1), (free, 2, free + 1, 2), (free + 1, 1, stream, 0), (free + 2, 1, table, 0) }
            .Select(row => new[] { (byte)row.Item2, (byte)(row.Item3 >> 16), (byte)(row.Item3 >> 8), (byte)row.Item3, (byte)row.Item4 })];
        var told = Deflate([.. rows.SelectMany((row, i) => (byte[])[2, .. row.Select((value, k) => (byte)(value - (i > 0 ? rows[i - 1][k] : 0)))])]);
        Write(
            all,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{free + 2} 0 obj\n<</Type/XRef/W[1 3 1]/Index[{page} 1 {file.Root} 1 {free} 3]/Size {free + 3}/Root {file.Root} 0 R/Info {PdfText.Find(file.Trailer, "Info")}/ID{PdfText.Find(file.Trailer, "ID")}/Prev {file.Table}/DecodeParms<</Predictor 12/Columns 5>>/Filter/FlateDecode/Length {told.Length}>>stream\n"),
            told);
        all.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{table}\n%%EOF\n")));
        return all.ToArray();
    }

    private static void Write(MemoryStream all, string head, byte[] data)
    {
        all.Write(Encoding.Latin1.GetBytes(head));
        all.Write(data);
        all.Write("\nendstream\nendobj\n"u8);
    }

    private static byte[] Deflate(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(data);
        }

        return packed.ToArray();
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=Uji, C=ID", key, HashAlgorithmName.SHA256).CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private sealed class Office : IPaperSigner
    {
        public string? Subject => "Dinas Contoh";

        public Task<Outcome<SignedPaper>> SignAsync(SigningOrder order, CancellationToken ct) =>
            Task.FromResult<Outcome<SignedPaper>>(new SignedPaper(Sign(order.Pdf, order.Block), "Dinas Contoh", "Uji", Certificate.GetCertHashString(HashAlgorithmName.SHA256), null));
    }
}
