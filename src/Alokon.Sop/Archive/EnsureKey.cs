using Alokon.Engine;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Alokon.Sop.Archive;

/// <summary>The office has a key to sign with; an office that has none gets one. Sent at start, never over the network.</summary>
[AllowRoles]
public sealed record EnsureKey : IRequest<Outcome<PublishedKey>>, ICommand;

public sealed class EnsureKeyHandler(UnitOfWork work, PrivateKeyCipher cipher, ILogger<EnsureKey> log) : IRequestHandler<EnsureKey, Outcome<PublishedKey>>
{
    public async Task<Outcome<PublishedKey>> Handle(EnsureKey command, CancellationToken ct)
    {
        await KeyRows.LockAsync(work, ct);
        if (await KeyRows.FindCurrentAsync(work, ct) is { } current)
        {
            return current.Published;
        }

        var key = OfficeKey.Create(work.Office, work.Now, cipher);
        KeyRows.Add(work, key);
        var (office, fingerprint) = (work.Office, key.Published.Fingerprint);
        work.AfterCommit(() => log.KeyMade(office, fingerprint));
        return key.Published;
    }
}
