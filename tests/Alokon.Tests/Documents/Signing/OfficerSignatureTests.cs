using System.IO.Compression;
using System.Text;
using Alokon.Engine;
using Alokon.Host.Embedded;
using Alokon.Host.Signing;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Pdf;
using Alokon.Sop.Documents.Signing;
using Alokon.Tests.Archive;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Documents.Signing;

/// <summary>An officer signs, at a service outside, what he approved and what was printed.</summary>
public sealed class OfficerSignatureTests
{
    [Fact]
    public async Task What_an_officer_approved_waits_for_his_signature_until_he_signs_it()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();

        Assert.Equal((paper.Id, "Plt. Kepala Bidang KB"), (await desk.WaitingAsync(SigningDesk.Kabid)).Select(one => (one.Document, one.Position)).Single());
        Assert.True((await desk.SignAsync(SigningDesk.Kabid, [paper])).Single().IsSigned);
        Assert.Empty(await desk.WaitingAsync(SigningDesk.Kabid));
        Assert.Equal("Penjaga Gudang Alokon", Assert.Single(await desk.WaitingAsync(SigningDesk.Gudang)).Position);
        Assert.Equal(["Plt. Kepala Bidang KB"], (await desk.LookAsync(paper)).Signatures.Select(one => one.Position));
        Assert.Equal("Plt. Kepala Bidang KB", Assert.Single(desk.Recorded)["position"]?.GetValue<string>());
    }

    [Fact]
    public async Task The_printed_paper_stays_and_every_revision_is_known()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        var printed = await desk.PdfAsync(paper);
        await desk.SignAsync(SigningDesk.Kabid, [paper]);
        await desk.SignAsync(SigningDesk.Gudang, [paper]);

        byte[][] revisions = [await desk.PdfAsync(paper, 0), await desk.PdfAsync(paper, 1), await desk.PdfAsync(paper, 2)];

        Assert.Equal(printed, revisions[0]);
        Assert.Equal(revisions[2], await desk.PdfAsync(paper));
        Assert.All([1, 2], i => Assert.True(revisions[i].AsSpan().StartsWith(revisions[i - 1])));
        foreach (var (revision, i) in revisions.Select((revision, i) => (revision, i)))
        {
            var known = (await desk.VerifyAsync(revision)).Value;
            Assert.Equal((i, true), (known.Revision, known.Certified));
            Assert.Equal(["Plt. Kepala Bidang KB", "Penjaga Gudang Alokon"], known.Signatures.Select(one => one.Position));
        }

        Assert.Equal("document-changed", (await desk.VerifyAsync([.. revisions[1], 0])).Refusal?.Code);
        Assert.Equal("document-revision-unknown", (await desk.Office.AskAsync(work => new GetDocumentPdfHandler(work).Handle(new GetDocumentPdf(paper.Id, 3), default))).Refusal?.Code);
    }

    [Fact]
    public async Task The_second_signature_keeps_the_first_valid_for_another_reader_too()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        await desk.SignAsync(SigningDesk.Gudang, [paper]);
        await desk.SignAsync(SigningDesk.Kabid, [paper]);
        var pdf = await desk.PdfAsync(paper);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "surat.pdf");
        await File.WriteAllBytesAsync(file, pdf);

        var told = await Tool.MustAsync("pdfsig", ["-nocert", file], null, default);

        Assert.Equal([(true, "Budi Contoh"), (true, "Wulan Contoh")], SignatureCheck.Of(pdf).Select(one => (one.Holds, one.Subject!)));
        Assert.Equal(2, told.Split("Signature is Valid").Length - 1);
        Assert.Equal(1, told.Split("Total document signed").Length - 1);
        Assert.Empty(ArchiveRules.Check(pdf));
    }

    [Fact]
    public async Task The_archive_gets_the_paper_with_all_its_signatures()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        await desk.SignAsync(SigningDesk.Kabid, [paper]);

        var packed = Assert.Single(await desk.Office.AskAsync(work => CaseDocuments.ReadAllAsync(work, paper.CaseId, default)));

        Assert.Equal((await desk.LookAsync(paper)).Sha256, packed.Sha256);
        Assert.Equal(packed.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed.Pdf)));
        Assert.Single(SignatureMarks.In(packed.Pdf));

        // A reader of the pack checks both without us: the pack as a whole, and the signature inside the paper.
        var bytes = SamplePack.Build(SamplePack.Contents with { Documents = [packed] }, SamplePack.Key);
        var listed = Assert.Single(PackVerifier.Verify(bytes, SamplePack.Key.Published.PublicKey).Value.Manifest.Documents);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var unpacked = new MemoryStream();
        await zip.GetEntry(listed.Path)!.Open().CopyToAsync(unpacked); // listed by the manifest that was just verified
        Assert.Equal(packed.Pdf, unpacked.ToArray());
        Assert.Equal([(true, "Wulan Contoh")], SignatureCheck.Of(unpacked.ToArray()).Select(one => (one.Holds, one.Subject!)));
    }

    [Fact]
    public async Task Pressed_on_two_screens_at_once_it_is_signed_once()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        desk.Service.Meanwhile = Together(2);

        var both = await Task.WhenAll(desk.SignAsync(SigningDesk.Kabid, [paper]), desk.SignAsync(SigningDesk.Kabid, [paper]));

        Assert.All(both, results => Assert.True(Assert.Single(results).IsSigned));
        Assert.Single((await desk.LookAsync(paper)).Signatures);
        Assert.Equal(2, desk.Service.Signed);
    }

    [Fact]
    public async Task Two_officers_at_once_sign_one_behind_the_other()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        desk.Service.Meanwhile = Together(2);

        var both = await Task.WhenAll(desk.SignAsync(SigningDesk.Kabid, [paper]), desk.SignAsync(SigningDesk.Gudang, [paper]));

        Assert.All(both, results => Assert.True(Assert.Single(results).IsSigned));
        Assert.Equal(2, (await desk.LookAsync(paper)).Signatures.Count);
        Assert.Equal([true, true], SignatureCheck.Of(await desk.PdfAsync(paper)).Select(one => one.Holds));
        Assert.Equal(3, desk.Service.Signed);
    }

    [Fact]
    public async Task An_answer_that_broke_off_is_fetched_by_its_reference()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        desk.Service.Next = Mishap.AnswerLost;

        Assert.True((await desk.SignAsync(SigningDesk.Kabid, [paper])).Single().IsSigned);
        Assert.Equal(1, desk.Service.Signed);
    }

    [Fact]
    public async Task Signed_there_and_never_answered_is_signed_again_and_kept_once()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();

        // On a crowded machine the service may not have come to the signing when the first one's patience ends.
        for (var patience = TimeSpan.FromSeconds(1); desk.Service.Signed == 0; patience *= 4)
        {
            desk.Service.Next = Mishap.Silence;
            Assert.Equal("signing-timed-out", (await desk.SignAsync(SigningDesk.Kabid, [paper], patience: patience)).Single().Refusal?.Code);
        }

        Assert.Empty((await desk.LookAsync(paper)).Signatures);
        var signedThere = desk.Service.Signed;
        Assert.True((await desk.SignAsync(SigningDesk.Kabid, [paper])).Single().IsSigned);
        Assert.Single((await desk.LookAsync(paper)).Signatures);
        Assert.True(desk.Service.Signed > signedThere);
    }

    [Theory]
    [InlineData("Trouble", "signing-unavailable")]
    [InlineData("NoPdf", "signing-answer-no-pdf")]
    [InlineData("OtherPaper", "signing-answer-other-paper")]
    [InlineData("OtherEnd", "signing-answer-broken")]
    [InlineData("Uncovered", "signing-answer-broken")]
    [InlineData("Redirect", "signing-rejected")]
    [InlineData("TooLarge", "signing-answer-no-pdf")]
    [InlineData("Slow", null)]
    public async Task What_comes_back_is_kept_only_when_it_is_the_paper_with_a_signature_that_holds(string mishap, string? refused)
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        desk.Service.Next = Enum.Parse<Mishap>(mishap);

        var result = (await desk.SignAsync(SigningDesk.Kabid, [paper])).Single();

        Assert.Equal(refused, result.Refusal?.Code);
        Assert.Equal(refused is null ? 1 : 0, (await desk.LookAsync(paper)).Signatures.Count);
    }

    [Theory]
    [InlineData(SigningDesk.Nik, "salah", "signing-passphrase-wrong")]
    [InlineData("3315010203849999", SigningDesk.Passphrase, "signing-nik-unknown")]
    [InlineData("3315010203840003", SigningDesk.Passphrase, "signing-certificate-missing")]
    [InlineData("3315010203840004", SigningDesk.Passphrase, "signing-answer-not-in-force")]
    public async Task What_the_service_refuses_once_is_not_tried_with_the_next_paper(string nik, string passphrase, string refused)
    {
        await using var desk = await SigningDesk.OpenAsync();
        desk.Service.With("3315010203840003", SigningDesk.Passphrase, "Tanpa", null).With("3315010203840004", SigningDesk.Passphrase, "Lama", 2021);
        DocumentView[] papers = [await desk.PrintAsync(), await desk.PrintAsync()];

        var results = await desk.SignAsync(SigningDesk.Kabid, papers, nik, passphrase);

        Assert.Equal([(true, refused), (false, null)], results.Select(one => (one.Tried, one.Refusal?.Code)));
        Assert.Equal(1, desk.Service.Calls);
        Assert.Equal(2, (await desk.WaitingAsync(SigningDesk.Kabid)).Count);
    }

    [Fact]
    public async Task Neither_passphrase_nor_nik_is_in_a_log_or_a_table()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        await desk.SignAsync(SigningDesk.Kabid, [paper], passphrase: SigningDesk.Passphrase + "x");
        await desk.SignAsync(SigningDesk.Kabid, [paper], nik: "3315010203849999");
        await desk.SignAsync(SigningDesk.Kabid, [paper]);

        var told = string.Join('\n', Enum.GetValues<LogLevel>().SelectMany(desk.Logs.At)) + await EverythingAsync(desk.Database);

        Assert.Contains("2031", told, StringComparison.Ordinal);
        Assert.Contains(paper.Number, told, StringComparison.Ordinal);
        foreach (var secret in new[] { SigningDesk.Passphrase, SigningDesk.Nik, "3315010203849999", FakeBsre.Secret })
        {
            Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), told, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..^4], told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_did_not_approve_a_paper_or_left_the_position_does_not_sign_it()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        var stranger = SigningDesk.Kabid with { Person = Ids.New(), Nip = "196801011994032999" };
        var left = SigningDesk.Kabid with { Holdings = [SigningDesk.Kabid.Holdings[0] with { Role = "kadis" }] };

        Assert.Equal("signature-not-yours", (await desk.SignAsync(stranger, [paper])).Single().Refusal?.Code);
        Assert.Equal("signature-not-yours", (await desk.SignAsync(left, [paper])).Single().Refusal?.Code);
        Assert.Equal(0, desk.Service.Calls);
    }

    [Fact]
    public async Task A_cancelled_paper_waits_for_nobody()
    {
        await using var desk = await SigningDesk.OpenAsync();
        var paper = await desk.PrintAsync();
        desk.Service.Meanwhile = async () => await desk.Office.DoAsync(async work => Assert.Null((await new CancelDocumentHandler(work).Handle(new CancelDocument(paper.Id, "salah"), default)).Refusal));

        Assert.Equal("signature-not-yours", (await desk.SignAsync(SigningDesk.Kabid, [paper])).Single().Refusal?.Code);
        Assert.Empty(await desk.WaitingAsync(SigningDesk.Kabid));
    }

    [Fact]
    public async Task Without_a_service_nobody_signs_and_the_paper_is_an_internal_approval()
    {
        await using var desk = await SigningDesk.OpenAsync(withService: false);
        var before = await desk.PrintAsync();
        await desk.SetServiceAsync();

        Assert.Empty(await desk.WaitingAsync(SigningDesk.Kabid));
        Assert.False((await desk.VerifyAsync(await desk.PdfAsync(before))).Value.Certified);
        await desk.PrintAsync();
        Assert.Single(await desk.WaitingAsync(SigningDesk.Kabid));
    }

    [Theory]
    [InlineData("http://bsre.example", "signing-url-malformed")]
    [InlineData("https://user:rahasia@bsre.example", "signing-url-malformed")]
    [InlineData("ftp://bsre.example", "signing-url-malformed")]
    [InlineData("bsre.example", "signing-url-malformed")]
    public void An_address_that_would_carry_a_passphrase_in_the_clear_is_refused(string url, string code) =>
        Assert.Equal(code, SigningDesk.Form("bsre.example").Read(3315, url, "dinas", "sandi").Refusal?.Fields.Single().Code);

    [Fact]
    public void Only_a_host_that_the_operator_named_is_taken()
    {
        Assert.Equal("signing-host-not-allowed", SigningDesk.Form().Read(3315, "https://bsre.example", "dinas", "sandi").Refusal?.Code);
        Assert.Equal("signing-host-not-allowed", SigningDesk.Form("bsre.example").Read(3315, "https://bsre.example.evil", "dinas", "sandi").Refusal?.Code);
        var set = SigningDesk.Form("BSRE.example").Read(3315, "https://bsre.example/esign/", "dinas", "sandi").Value;
        Assert.Equal("https://bsre.example/esign", set.Url);
        var service = new SigningProvider(set.Id, set.Url, set.Account, set.Secret, default, "");
        Assert.Equal("signing-host-not-allowed", SigningDesk.Form().Open(3315, service).Refusal?.Code);
        Assert.Equal("https://bsre.example/esign/api/sign/pdf", new Uri(SigningDesk.Form("bsre.example").Open(3315, service).Value.Address, "api/sign/pdf").ToString());
    }

    /// <summary>Everybody waits until so many are there; whoever comes later passes.</summary>
    private static Func<Task> Together(int count)
    {
        var (come, all) = (0, new TaskCompletionSource());
        return () =>
        {
            if (Interlocked.Increment(ref come) == count)
            {
                all.SetResult();
            }

            return all.Task;
        };
    }

    private static async Task<string> EverythingAsync(TestDatabase database)
    {
        await using var superuser = database.AsSuperuser();
        await using var list = superuser.CreateCommand("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
        var tables = new List<string>();
        await using (var row = await list.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                tables.Add(row.GetString(0));
            }
        }

        var all = new StringBuilder();
        foreach (var table in tables)
        {
            await using var read = superuser.CreateCommand($"SELECT t::text FROM {table} AS t");
            await using var row = await read.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                all.AppendLine(row.GetString(0));
            }
        }

        return all.ToString();
    }
}
