using System.Security.Cryptography;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Archive;

/// <summary>This node's key file opens the office's private key. Sent at start: a node with another file would fail only when it comes to seal a case.</summary>
[AllowRoles]
public sealed record CheckKeyFile : IRequest<Outcome<Done>>, IQuery;

public sealed class CheckKeyFileHandler(UnitOfWork work, PrivateKeyCipher cipher) : IRequestHandler<CheckKeyFile, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(CheckKeyFile request, CancellationToken cancellationToken)
    {
        if (await KeyRows.FindCurrentAsync(work, cancellationToken) is not { } key)
        {
            return default(Done);
        }

        try
        {
            key.Open(work.Office, cipher).Dispose();
            return default(Done);
        }
        catch (CryptographicException)
        {
            return new ArchiveRefusal.OtherKeyFile(work.Office);
        }
    }
}
