using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Alokon.Engine;
using Alokon.Host.Signing;
using Alokon.Sop.Documents.Pdf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Alokon.Tests.Support;

/// <summary>What befalls the next call.</summary>
internal enum Mishap
{
    None,
    AnswerLost,
    Silence,
    Trouble,
    NoPdf,
    OtherPaper,
    OtherEnd,
    Uncovered,
    Slow,
    Redirect,
    TooLarge,
}

/// <summary>
/// Behaves like BSrE's Esign Client Service, on this machine only: a form with NIK and passphrase is answered with the paper, really signed with
/// a certificate of a test authority, and a reference by which it is given out once more; failures are JSON with its codes.
/// </summary>
internal sealed class FakeBsre : IAsyncDisposable
{
    public const string Account = "dinas-uji";
    public const string Secret = "sandi-akun-uji";

    private static readonly RSA Authority = RSA.Create(2048);
    private static readonly X509Certificate2 Root = MakeRoot();

    private readonly Dictionary<string, (string Passphrase, X509Certificate2? Certificate)> _officers = [];
    private readonly Dictionary<string, byte[]> _signed = [];
    private WebApplication? _app;

    public string Url => _app!.Urls.First(); // set by StartAsync

    public Mishap Next { get; set; }

    /// <summary>Between signing and answering: for a test that lets something happen there.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    /// <summary>How many papers were signed here, kept by the asker or not.</summary>
    public int Signed { get; private set; }

    public int Calls { get; private set; }

    public static async Task<FakeBsre> StartAsync(string url = "http://127.0.0.1:0")
    {
        var fake = new FakeBsre();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        fake._app = builder.Build();
        fake._app.MapPost("/api/sign/pdf", fake.SignAsync);
        fake._app.MapGet("/api/sign/download/{id}", fake.GiveOutAsync);
        await fake._app.StartAsync();
        return fake;
    }

    /// <param name="until">When the certificate ends; null: there is none.</param>
    public FakeBsre With(string nik, string passphrase, string name, int? until = 2049)
    {
        _officers[nik] = (passphrase, until is { } year ? Certificate(name, year) : null);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        foreach (var (_, certificate) in _officers.Values)
        {
            certificate?.Dispose();
        }
    }

    private async Task SignAsync(HttpContext http)
    {
        Calls++;
        var mishap = Next;
        Next = Mishap.None;
        if (!IsLetIn(http))
        {
            await FailAsync(http, StatusCodes.Status401Unauthorized, 401, "Unauthorized");
            return;
        }

        var form = await http.Request.ReadFormAsync();
        using var file = new MemoryStream();
        await form.Files["file"]!.CopyToAsync(file); // every caller of these tests sends one
        if (mishap == Mishap.Trouble)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        else if (mishap == Mishap.Redirect)
        {
            http.Response.Redirect("/api/sign/elsewhere");
        }
        else if (!_officers.TryGetValue(form["nik"].ToString(), out var officer))
        {
            await FailAsync(http, StatusCodes.Status400BadRequest, 2011, $"User dengan NIK {form["nik"]} tidak terdaftar");
        }
        else if (officer.Certificate is not { } certificate)
        {
            await FailAsync(http, StatusCodes.Status400BadRequest, 2021, "Sertifikat tidak ditemukan atau sudah berakhir");
        }
        else if (officer.Passphrase != form["passphrase"])
        {
            await FailAsync(http, StatusCodes.Status400BadRequest, 2031, "Passphrase anda salah");
        }
        else
        {
            await AnswerAsync(http, mishap, Sign(mishap, file.ToArray(), certificate, form["reason"].ToString(), form["location"].ToString()));
        }
    }

    private byte[] Sign(Mishap mishap, byte[] paper, X509Certificate2 certificate, string reason, string place)
    {
        Signed++;
        var facts = new SignatureFacts(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), reason, place, Year(2026));
        byte[] By(byte[] what) => CadesSignature.Sign(what, facts, certificate, [X509CertificateLoader.LoadCertificate(Root.RawData)]);
        return mishap switch
        {
            Mishap.NoPdf => "<html>Sedang dalam perbaikan</html>"u8.ToArray(),
            Mishap.OtherPaper => By(Another),
            Mishap.OtherEnd => Flip(By(paper), paper.Length + 200),
            Mishap.Uncovered => [.. By(paper), .. "\n% catatan\n"u8],
            Mishap.TooLarge => [.. By(paper), .. new byte[40 * 1024 * 1024]],
            _ => By(paper),
        };
    }

    private async Task AnswerAsync(HttpContext http, Mishap mishap, byte[] signed)
    {
        var id = Ids.New().ToString("N");
        _signed[id] = signed;
        await Meanwhile();
        if (mishap == Mishap.Silence)
        {
            await WaitForTheAskerToGoAsync(http);
            return;
        }

        http.Response.Headers["id_dokumen"] = id;
        http.Response.ContentType = "application/pdf";
        http.Response.ContentLength = signed.Length;
        foreach (var piece in signed.Chunk(mishap == Mishap.Slow ? 1000 : signed.Length / 2))
        {
            await http.Response.Body.WriteAsync(piece);
            await http.Response.Body.FlushAsync();
            if (mishap == Mishap.AnswerLost)
            {
                return; // less than was promised: the server closes behind what has been sent
            }
        }
    }

    private static async Task WaitForTheAskerToGoAsync(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private async Task GiveOutAsync(string id, HttpContext http)
    {
        if (!IsLetIn(http) || !_signed.Remove(id, out var signed))
        {
            await FailAsync(http, StatusCodes.Status404NotFound, 404, "Dokumen telah didownload sebelumnya");
            return;
        }

        http.Response.Headers["id_dokumen"] = id;
        http.Response.ContentType = "application/pdf";
        await http.Response.Body.WriteAsync(signed);
    }

    private static bool IsLetIn(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Secret}"));

    private static Task FailAsync(HttpContext http, int status, int code, string text)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = text, status_code = code });
    }

    private static X509Certificate2 MakeRoot()
    {
        var request = new CertificateRequest("CN=Penerbit Uji, C=ID", Authority, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Year(2020), Year(2050));
    }

    private static X509Certificate2 Certificate(string name, int until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}, O=Dinas Uji, C=ID", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        using var naked = request.Create(Root.SubjectName, X509SignatureGenerator.CreateForRSA(Authority, RSASignaturePadding.Pkcs1), Year(2020), Year(until), RandomNumberGenerator.GetBytes(8));
        return naked.CopyWithPrivateKey(key);
    }

    private static byte[] Another => PaperPdf.Finish(Documents.PlainPdf.Of(1, "2 2 m"), new PaperFacts("Lain", "DINAS", null, Year(2026), "{}"u8.ToArray()));

    private static byte[] Flip(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }

    private static DateTimeOffset Year(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
