using Alokon.Engine;
using Alokon.Sop.Documents.Signing;
using MediatR;

namespace Alokon.Host.Signing;

/// <param name="Refusal">Null: it is signed now, or was not tried.</param>
internal sealed record SigningResult(Guid Document, bool Tried, Refusal? Refusal)
{
    /// <summary>Pressed twice is signed once, and signed all the same.</summary>
    public bool IsSigned => Tried && Refusal is null or SignatureRefusal.AlreadyThere;
}

/// <summary>
/// An officer signs some papers: NIK and passphrase are entered once and go no further than the service. Between the transactions and in none:
/// the service takes longer than one may.
/// </summary>
internal sealed class OfficerSigning(IServiceScopeFactory scopes, Caller caller, SigningProviderForm services, BsreClient client, ILogger<OfficerSigning> log)
{
    // Of several who sign one paper together each may be overtaken by each of the others.
    private const int Rounds = 4;

    public async Task<IReadOnlyList<SigningResult>> SignAsync(IReadOnlyList<Guid> documents, string nik, string passphrase, CancellationToken ct)
    {
        var results = new List<SigningResult>();
        foreach (var document in documents)
        {
            // What the service refuses once it refuses again, and three wrong passphrases may lock a certificate.
            var ends = ct.IsCancellationRequested || results.Exists(one => one.Refusal is SignatureRefusal { EndsTheRound: true } or not (null or SignatureRefusal));
            results.Add(ends ? new SigningResult(document, false, null) : new SigningResult(document, true, await SignAsync(document, nik, passphrase)));
        }

        return results;
    }

    // No token: an officer who goes away would leave a signature behind that exists there and is not kept here.
    private async Task<Refusal?> SignAsync(Guid document, string nik, string passphrase)
    {
        for (var round = 1; ; round++)
        {
            var begun = await InScopeAsync(new BeginSignature(document));
            if (begun.IsRefused(out var refusal))
            {
                return refusal;
            }

            var kept = await SignAsync(document, begun.Value, nik, passphrase);
            if (kept is not SignatureRefusal.Overtaken || round == Rounds)
            {
                return kept;
            }
        }
    }

    private async Task<Refusal?> SignAsync(Guid document, SignatureBegun paper, string nik, string passphrase)
    {
        var access = services.Open(Office, paper.Service);
        if (access.IsRefused(out var refusal))
        {
            return refusal;
        }

        var signer = new BsreSigner(client, access.Value, nik, passphrase, log);
        var signed = await signer.SignAsync(paper.Order, CancellationToken.None);
        return signed.IsRefused(out refusal) ? refusal : (await InScopeAsync(new KeepSignature(document, paper.Prior, signed.Value))).Refusal;
    }

    private int Office => caller.Officer?.Office ?? throw new InvalidOperationException("Expected an officer: only who has signed in signs.");

    // A page has one unit of work at a time, and its layout may be asking beside us: each question in a scope of its own.
    private async Task<Outcome<T>> InScopeAsync<T>(IRequest<Outcome<T>> request)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Officer = caller.Officer;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, CancellationToken.None);
    }
}
