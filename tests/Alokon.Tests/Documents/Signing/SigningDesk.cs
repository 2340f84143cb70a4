using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Pipeline;
using Alokon.Host.Signing;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Signing;
using Alokon.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Alokon.Tests.Documents.Signing;

/// <summary>An office whose officers sign at a service, and what they do there.</summary>
internal sealed class SigningDesk : IAsyncDisposable
{
    public const string Nik = "3315010203840001";
    public const string OtherNik = "3315010203840002";
    public const string Passphrase = "Frasa-Rahasia-77";

    private static readonly PrivateKeyCipher Cipher = new(new byte[PrivateKeyCipher.KeyLength]);

    private SigningDesk(TestDatabase database, DocumentsOffice office, FakeBsre service) => (Database, Office, Service) = (database, office, service);

    public static Officer Kabid { get; } = Officer("kabid", "Dra. Wulan Contoh", "196801011994032001", "Kepala Bidang KB");

    public static Officer Gudang { get; } = Officer("gudang", "Budi Contoh", null, "Penjaga Gudang Alokon");

    public TestDatabase Database { get; }

    public DocumentsOffice Office { get; }

    public FakeBsre Service { get; }

    public LogLines<SigningDesk> Logs { get; } = new();

    public List<JsonObject> Recorded { get; } = [];

    public static async Task<SigningDesk> OpenAsync(bool withService = true)
    {
        var database = await TestDatabase.CreateAsync();
        var service = (await FakeBsre.StartAsync()).With(Nik, Passphrase, "Wulan Contoh").With(OtherNik, Passphrase, "Budi Contoh");
        var desk = new SigningDesk(database, await DocumentsOffice.OpenAsync(database, 3315), service);
        if (withService)
        {
            await desk.SetServiceAsync();
        }

        return desk;
    }

    public static SigningProviderForm Form(params string[] hosts) => new(Cipher, new SigningHosts(hosts));

    public async Task SetServiceAsync()
    {
        var set = Form("127.0.0.1").Read(3315, Service.Url, FakeBsre.Account, FakeBsre.Secret).Value;
        await Office.DoAsync(async work => Xunit.Assert.Null((await new SetSigningProviderHandler(work).Handle(set, default)).Refusal));
    }

    /// <summary>Approved by the head of division and the storekeeper, printed.</summary>
    public async Task<DocumentView> PrintAsync(Guid? caseId = null)
    {
        var at = caseId ?? Ids.New();
        await Office.DoAsync(async work => RefusalExpected.None(await DocumentsOffice.IssueAsync(work, at, "SPMB", model: Model())));
        await PaperPrinter.PrintNextAsync(Database, signing: new OfficeSigners(Database.Source, new CertificateFile(Cipher)).FindAsync);
        return (await Office.ListAsync(at))[^1];
    }

    public async Task<DocumentView> LookAsync(DocumentView paper) => (await Office.ListAsync(paper.CaseId)).Single(one => one.Id == paper.Id);

    public async Task<byte[]> PdfAsync(DocumentView paper, int? revision = null) =>
        (await Office.AskAsync(work => new GetDocumentPdfHandler(work).Handle(new GetDocumentPdf(paper.Id, revision), default))).Value.Bytes;

    public Task<Outcome<Verification>> VerifyAsync(byte[] pdf) => Office.AskAsync(work => new VerifyByPdfHandler(work).Handle(VerifyByPdf.Of(pdf), default));

    public async Task<IReadOnlyList<WaitingSignature>> WaitingAsync(Officer officer)
    {
        await using var work = await Database.NewUnitOfWork(officer);
        return (await new ListWaitingSignaturesHandler(work).Handle(new ListWaitingSignatures(), default)).Value.Items;
    }

    /// <summary>Each call is a node of its own.</summary>
    /// <param name="patience">How long the service may think; none: as long as in the product.</param>
    public async Task<IReadOnlyList<SigningResult>> SignAsync(Officer officer, IReadOnlyList<DocumentView> papers, string? nik = null, string passphrase = Passphrase, TimeSpan? patience = null)
    {
        await using var node = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Keeper(Logs)))
            .AddSingleton(Database.Source)
            .AddMediation()
            .AddRequest<BeginSignature, SignatureBegun, BeginSignatureHandler>()
            .AddScoped<RecordSignature>(_ => (_, _, facts, _) =>
            {
                Recorded.Add(facts);
                return Task.CompletedTask;
            })
            .AddRequest<KeepSignature, SignatureKept, KeepSignatureHandler>()
            .BuildServiceProvider();
        using var client = new BsreClient(node.GetRequiredService<ILogger<BsreClient>>(), patience);
        var signing = new OfficerSigning(
            node.GetRequiredService<IServiceScopeFactory>(), new Caller { Officer = officer }, Form("127.0.0.1"), client, node.GetRequiredService<ILogger<OfficerSigning>>());
        return await signing.SignAsync([.. papers.Select(paper => paper.Id)], nik ?? (officer == Gudang ? OtherNik : Nik), passphrase, default);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Database.DisposeAsync();
    }

    public static JsonObject Model() => new()
    {
        ["penandatangan"] = Person(Kabid, "plt"),
        ["pihakKedua"] = Person(Gudang, "definitif"),
    };

    private static JsonObject Person(Officer officer, string mandate) => new()
    {
        ["nama"] = officer.Name, ["nip"] = officer.Nip, ["jabatan"] = officer.Holdings[0].Title, ["peran"] = officer.Holdings[0].Role, ["mandat"] = mandate,
    };

    private static Officer Officer(string role, string name, string? nip, string title) =>
        new(3315, Ids.New(), Ids.New(), role, name, nip, null, [new Holding(Ids.New(), role, title, "office", "*", "definitif", null)]);

    private sealed class Keeper(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
