using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents;

/// <summary>A certificate that the office signs, or signed, its papers with.</summary>
/// <param name="Subject">As the certificate names its owner: an office or its officer, public by its nature.</param>
/// <param name="Fingerprint">SHA-256 (hex) of the certificate.</param>
/// <param name="RemovedAt">Null: in force.</param>
public sealed record Signer(
    Guid Id, string Subject, string Fingerprint, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, DateTimeOffset InstalledAt, string InstalledBy, DateTimeOffset? RemovedAt, string? RemovedBy);

/// <summary>What is needed to sign.</summary>
/// <param name="Certificate">DER.</param>
/// <param name="Chain">Certificates of those who vouch for it, DER.</param>
/// <param name="PrivateKey">PKCS#8, encrypted under the id.</param>
public sealed record SignerKey(Guid Id, string Subject, string Fingerprint, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, byte[] Certificate, byte[][] Chain, byte[] PrivateKey);

/// <summary>From now on the office signs its papers with this one, and no longer with the one before.</summary>
[AllowRoles("admin")]
public sealed record InstallSigner(SignerKey Key) : IRequest<Outcome<Done>>, ICommand;

public sealed class InstallSignerHandler(UnitOfWork work) : IRequestHandler<InstallSigner, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(InstallSigner command, CancellationToken ct)
    {
        if (command.Key.ValidTo <= work.Now)
        {
            return new SignerRefusal.Expired(command.Key.ValidTo);
        }

        if (await SignerRows.LockCurrentAsync(work, ct) is { } current)
        {
            if (current.Fingerprint == command.Key.Fingerprint)
            {
                return new SignerRefusal.Installed(current.Subject);
            }

            SignerRows.Remove(work, current);
        }

        SignerRows.Add(work, command.Key);
        return default(Done);
    }
}

/// <summary>The office signs no more; what was signed stays signed.</summary>
[AllowRoles("admin")]
public sealed record RemoveSigner(Guid Id) : IRequest<Outcome<Done>>, ICommand;

public sealed class RemoveSignerHandler(UnitOfWork work) : IRequestHandler<RemoveSigner, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(RemoveSigner command, CancellationToken ct)
    {
        if (await SignerRows.LockCurrentAsync(work, ct) is not { } current || current.Id != command.Id)
        {
            return new SignerRefusal.NotInForce();
        }

        SignerRows.Remove(work, current);
        return default(Done);
    }
}

/// <summary>Who put which certificate in, and who took it out; newest first.</summary>
[AllowRoles("admin", "auditor")]
public sealed record ListSigners : IRequest<Outcome<SignerList>>, IQuery;

public sealed record SignerList(IReadOnlyList<Signer> Items);

public sealed class ListSignersHandler(UnitOfWork work) : IRequestHandler<ListSigners, Outcome<SignerList>>
{
    public async Task<Outcome<SignerList>> Handle(ListSigners query, CancellationToken ct) => new SignerList(await SignerRows.ListAsync(work, ct));
}
