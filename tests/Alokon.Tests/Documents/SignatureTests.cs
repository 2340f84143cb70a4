using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Alokon.Engine;
using Alokon.Host.Signing;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Pdf;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Documents;

public sealed class SignatureTests
{
    private const string Passphrase = "rahasia sekali";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset At = new(2026, 10, 7, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly PrivateKeyCipher Cipher = new(new byte[PrivateKeyCipher.KeyLength]);
    private static readonly byte[] Paper = PaperPdf.Finish(PlainPdf.Of(2, "0 0 m"), new PaperFacts("Surat", "DINAS", "3315-ABCDEFGHIJKLMNOPQRSTUVWXYZ", At, "{}"u8.ToArray()));

    // Made once: finding the primes takes longer than all the rest.
    private static readonly RSA Rsa = RSA.Create(2048);

    public static TheoryData<string> Kinds => ["rsa", "ecdsa"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_signed_paper_holds_and_keeps_the_rules_of_the_archive(string kind)
    {
        var signed = Sign(Paper, kind, "Dinas Contoh");

        var check = Assert.Single(SignatureCheck.Of(signed));
        Assert.Equal((true, "Dinas Contoh"), (check.Holds, check.Subject));
        var mark = Assert.Single(SignatureMarks.In(signed));
        Assert.Equal(("ETSI.CAdES.detached", true), (mark.Kind, mark.CoversAll));
        Assert.Empty(ArchiveRules.Check(signed));
    }

    [Fact]
    public void What_was_there_before_stays_byte_for_byte() => Assert.Equal(Paper, Sign(Paper, "rsa", "Satu").Take(Paper.Length));

    [Fact]
    public void A_second_signature_leaves_the_first_one_good()
    {
        var signed = Sign(Sign(Sign(Paper, "rsa", "Satu"), "ecdsa", "Dua"), "rsa", "Tiga");

        Assert.Equal([(true, "Satu"), (true, "Dua"), (true, "Tiga")], SignatureCheck.Of(signed).Select(one => (one.Holds, one.Subject!)));
        Assert.Equal([false, false, true], SignatureMarks.In(signed).Select(mark => mark.CoversAll));
        Assert.Empty(ArchiveRules.Check(signed));
    }

    [Fact]
    public void A_byte_changed_anywhere_that_is_covered_is_found()
    {
        var signed = Sign(Paper, "ecdsa", "Satu");
        var hole = Encoding.Latin1.GetString(signed).IndexOf("/Contents <", StringComparison.Ordinal);
        foreach (var at in new[] { 0, 9, Paper.Length / 2, hole - 1, signed.Length - 1 })
        {
            var changed = (byte[])signed.Clone();
            changed[at] ^= 1;

            Assert.All(SignatureCheck.Of(changed), one => Assert.False(one.Holds));
        }
    }

    [Fact]
    public void A_signature_of_another_paper_is_none_of_this_one()
    {
        var other = PaperPdf.Finish(PlainPdf.Of(1, "1 1 m"), new PaperFacts("Lain", "DINAS", null, At, "{}"u8.ToArray()));
        var (mine, its) = (Sign(Paper, "rsa", "Satu"), SignatureMarks.In(Sign(other, "rsa", "Satu"))[0]);

        Assert.Null(CadesSignature.Holds(SignatureMarks.In(mine)[0] with { Signature = its.Signature }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/ByteRange [0 1 2 3]")]
    [InlineData("/ByteRange [0 99999999999 99999999999 9]")]
    [InlineData("/ByteRange [0 2147483647 2147483647 2147483647]")]
    [InlineData("/ByteRange [0 20 26 4] <zzzz> /SubFilter /adbe.pkcs7.detached")]
    public void A_file_of_whoever_brings_it_does_no_harm(string text) => Assert.All(SignatureCheck.Of(Encoding.Latin1.GetBytes(text)), one => Assert.False(one.Holds));

    [Fact]
    public void A_signature_larger_than_its_place_is_not_cut() =>
        Assert.Throws<ArgumentException>(() => PdfSignature.Prepare(Paper, new SignatureFacts("A", "B", "C", At), 10).With(new byte[11]));

    [Fact]
    public void The_file_of_an_authority_is_read_and_its_key_is_kept_closed()
    {
        using var own = Certificate("rsa", "Dinas Contoh");

        var key = new CertificateFile(Cipher).Read(3315, own.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Passphrase), Passphrase).Value;

        Assert.Equal("Dinas Contoh", key.Subject);
        var plain = own.GetRSAPrivateKey()!.ExportPkcs8PrivateKey();
        Assert.True(key.PrivateKey.AsSpan().IndexOf(plain.AsSpan(30, 40)) < 0);
        using var opened = new CertificateFile(Cipher).Open(3315, key);
        Assert.True(opened.HasPrivateKey);
        Assert.ThrowsAny<CryptographicException>(() => new CertificateFile(Cipher).Open(3206, key));
    }

    [Fact]
    public void A_file_that_cannot_sign_is_refused_with_the_reason()
    {
        var files = new CertificateFile(Cipher);
        using var own = Certificate("rsa", "Dinas Contoh");
        using var weak = Certificate("weak", "Lemah");
        using var naked = X509CertificateLoader.LoadCertificate(own.RawData);
        using var server = Certificate("rsa", "Server", X509KeyUsageFlags.KeyEncipherment);
        string? Code(byte[] file, string passphrase) => files.Read(3315, file, passphrase).Refusal?.Code;

        Assert.Equal("certificate-unreadable", Code(Export(own), "salah"));
        Assert.Equal("certificate-unreadable", Code([1, 2, 3], Passphrase));
        Assert.Equal("certificate-without-key", Code(new X509Certificate2Collection(naked).Export(X509ContentType.Pkcs12, Passphrase)!, Passphrase));
        Assert.Equal("certificate-weak", Code(Export(weak), Passphrase));
        Assert.Equal("certificate-not-for-signing", Code(Export(server), Passphrase));
    }

    [Fact]
    public async Task An_office_with_a_certificate_signs_what_it_prints_and_one_without_says_so()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var before = await PrintAsync(database, office);
        await InstallAsync(office, "Dinas Contoh");

        var after = await PrintAsync(database, office);

        Assert.Empty(SignatureMarks.In(before.Pdf));
        Assert.Contains("Persetujuan elektronik internal", before.Html, StringComparison.Ordinal);
        Assert.Equal([(true, "Dinas Contoh")], SignatureCheck.Of(after.Pdf).Select(one => (one.Holds, one.Subject!)));
        Assert.DoesNotContain("Persetujuan elektronik internal", after.Html, StringComparison.Ordinal);
        Assert.False((await VerifyAsync(office, before.Pdf)).Value.Certified);
        Assert.True((await VerifyAsync(office, after.Pdf)).Value.Certified);
        Assert.Equal("document-changed", (await VerifyAsync(office, [.. after.Pdf, 0])).Refusal?.Code);
    }

    [Fact]
    public async Task The_list_of_certificates_is_its_own_history()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        await InstallAsync(office, "Lama");
        await InstallAsync(office, "Baru");

        var list = (await office.AskAsync(w => new ListSignersHandler(w).Handle(new ListSigners(), None))).Value.Items;
        Assert.Equal([("Baru", true), ("Lama", false)], list.Select(one => (one.Subject, one.RemovedAt is null)).OrderByDescending(one => one.Item2));
        await office.DoAsync(async w => Assert.Null((await new RemoveSignerHandler(w).Handle(new RemoveSigner(list.Single(one => one.RemovedAt is null).Id), None)).Refusal));
        Assert.Empty(SignatureMarks.In((await PrintAsync(database, office)).Pdf));
        var again = await office.AskAsync(w => new RemoveSignerHandler(w).Handle(new RemoveSigner(list[0].Id), None));
        Assert.Equal("certificate-not-in-force", again.Refusal?.Code);
    }

    [Fact]
    public async Task A_certificate_that_is_over_or_there_already_is_not_installed()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        using var own = Certificate("ecdsa", "Dinas Contoh");
        var key = new CertificateFile(Cipher).Read(3315, Export(own), Passphrase).Value;
        await office.DoAsync(async w => Assert.Null((await new InstallSignerHandler(w).Handle(new InstallSigner(key), None)).Refusal));

        Assert.Equal("certificate-installed", (await office.AskAsync(w => new InstallSignerHandler(w).Handle(new InstallSigner(key), None))).Refusal?.Code);
        var over = key with { ValidTo = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal("certificate-expired", (await office.AskAsync(w => new InstallSignerHandler(w).Handle(new InstallSigner(over), None))).Refusal?.Code);
    }

    private static byte[] Sign(byte[] paper, string kind, string name)
    {
        using var certificate = Certificate(kind, name);
        return CadesSignature.Sign(paper, new SignatureFacts(name, "Pengesahan", "Purwodadi", At), certificate, []);
    }

    private static byte[] Export(X509Certificate2 certificate) => certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Passphrase);

    private static X509Certificate2 Certificate(string kind, string name, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)
    {
        using var weak = RSA.Create(1024);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = kind == "ecdsa"
            ? new CertificateRequest($"CN={name}, C=ID", ecdsa, HashAlgorithmName.SHA256)
            : new CertificateRequest($"CN={name}, C=ID", kind == "weak" ? weak : Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static async Task InstallAsync(DocumentsOffice office, string name)
    {
        using var certificate = Certificate("ecdsa", name);
        var key = new CertificateFile(Cipher).Read(3315, Export(certificate), Passphrase).Value;
        await office.DoAsync(async w => Assert.Null((await new InstallSignerHandler(w).Handle(new InstallSigner(key), None)).Refusal));
    }

    private static async Task<(byte[] Pdf, string Html)> PrintAsync(TestDatabase database, DocumentsOffice office)
    {
        var paper = await office.IssueAsync(Ids.New(), "SPMB");
        var html = "";
        Task<PrintedPaper> Print(string page, CancellationToken ct)
        {
            html = page;
            return Task.FromResult(new PrintedPaper(PlainPdf.Of(1, "0 0 m"), PaperPrinter.Mark));
        }

        var signers = new OfficeSigners(database.Source, new CertificateFile(Cipher));
        await new RenderNextDocumentHandler(database.Source, Print, LongLease.Terms, NullLogger<RenderNextDocumentHandler>.Instance, signers.FindAsync).Handle(new RenderNextDocument([]), None);
        return ((await office.AskAsync(w => new GetDocumentPdfHandler(w).Handle(new GetDocumentPdf(paper.Id), None))).Value.Bytes, html);
    }

    private static Task<Outcome<Verification>> VerifyAsync(DocumentsOffice office, byte[] pdf) =>
        office.AskAsync(w => new VerifyByPdfHandler(w).Handle(VerifyByPdf.Of(pdf), None));
}
