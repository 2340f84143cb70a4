using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Alokon.Host.Signing;
using Alokon.Sop.Documents.Pdf;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>The certificate of the office, and what somebody with a file in hand is told.</summary>
[Collection(OfficeCollection.Name)]
public sealed class ProofLookTests(RunningOffice office)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task An_admin_puts_in_a_certificate_and_anybody_checks_a_file(int width)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=Dinas Pemberdayaan Perempuan (contoh), O=Penerbit Contoh, C=ID", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var page = await office.OpenAsync(width);
        var paper = await page.PdfAsync();
        await page.GotoAsync("/masuk");
        await page.SignInAsync("admin");
        await InstallAsync(page, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "benar"), "salah");
        await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync("tidak dapat dibuka");
        await InstallAsync(page, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "benar"), "benar");
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("Sertifikat terpasang");
        await page.LookAsync("sertifikat");
        await page.ClickAsync("button:has-text('Lepas sertifikat')");
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("Sertifikat dilepas");
        await page.LookAsync("sertifikat-dilepas");
        await page.SignOutAsync();

        var finished = PaperPdf.Finish(paper, new PaperFacts("Contoh", "Dinas", null, DateTimeOffset.UnixEpoch, "{}"u8.ToArray()));
        var signed = CadesSignature.Sign(finished, new SignatureFacts("Dinas", "Contoh", "Purwodadi", DateTimeOffset.UnixEpoch), certificate, []);
        await CheckAsync(page, signed);
        await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync("Tidak dikenal");
        await Assertions.Expect(page.Locator(".signatures")).ToContainTextAsync("Utuh");
        await page.LookAsync("periksa-berkas");
        signed[finished.Length / 2] ^= 1;
        await CheckAsync(page, signed);
        await Assertions.Expect(page.Locator(".signatures")).ToContainTextAsync("Rusak");
    }

    private static async Task InstallAsync(IPage page, byte[] file, string passphrase)
    {
        await page.GotoAsync("/sertifikat");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "dinas.p12", MimeType = "application/x-pkcs12", Buffer = file });
        await page.FillAsync("input[type=password]", passphrase);
        await page.ClickAsync("button:has-text('Pasang')");
    }

    private static async Task CheckAsync(IPage page, byte[] file)
    {
        await page.GotoAsync("/verify");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "surat.pdf", MimeType = "application/pdf", Buffer = file });
        await page.ClickAsync("button:has-text('Periksa berkas')");
    }
}
