using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Sop.Documents.Signing;

/// <summary>The service that keeps the officers' certificates and signs with them.</summary>
/// <param name="Account">As whom the office asks there.</param>
/// <param name="Secret">Encrypted under the id.</param>
public sealed record SigningProvider(Guid Id, string Url, string Account, byte[] Secret, DateTimeOffset SetAt, string SetBy);

/// <summary>From now on the officers may sign what is printed, at this service.</summary>
[AllowRoles("admin")]
public sealed record SetSigningProvider(Guid Id, string Url, string Account, byte[] Secret) : IRequest<Outcome<Done>>, ICommand;

public sealed class SetSigningProviderHandler(UnitOfWork work) : IRequestHandler<SetSigningProvider, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(SetSigningProvider command, CancellationToken ct)
    {
        SigningProviderRows.Set(work, command);
        Trail.Append(work, "signingProvider.set", command.Url, new JsonObject { ["account"] = command.Account });
        return Task.FromResult<Outcome<Done>>(default(Done));
    }
}

/// <summary>Officers sign no more; what was signed stays signed.</summary>
[AllowRoles("admin")]
public sealed record RemoveSigningProvider(Guid Id) : IRequest<Outcome<Done>>, ICommand;

public sealed class RemoveSigningProviderHandler(UnitOfWork work) : IRequestHandler<RemoveSigningProvider, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(RemoveSigningProvider command, CancellationToken ct)
    {
        if (await SigningProviderRows.FindAsync(work, ct) is not { } current || current.Id != command.Id)
        {
            return new SignatureRefusal.ServiceOff();
        }

        SigningProviderRows.Remove(work);
        Trail.Append(work, "signingProvider.removed", current.Url, new JsonObject { ["account"] = current.Account });
        return default(Done);
    }
}

/// <summary>What is set now. The secret is not told.</summary>
[AllowRoles("admin", "auditor")]
public sealed record ReadSigningProvider : IRequest<Outcome<SigningProviderView>>, IQuery;

/// <param name="Current">Null: none, officers do not sign.</param>
public sealed record SigningProviderView(SigningProviderCard? Current);

public sealed record SigningProviderCard(Guid Id, string Url, string Account, DateTimeOffset SetAt, string SetBy);

public sealed class ReadSigningProviderHandler(UnitOfWork work) : IRequestHandler<ReadSigningProvider, Outcome<SigningProviderView>>
{
    public async Task<Outcome<SigningProviderView>> Handle(ReadSigningProvider query, CancellationToken ct) =>
        new SigningProviderView(await SigningProviderRows.FindAsync(work, ct) is { } set ? new SigningProviderCard(set.Id, set.Url, set.Account, set.SetAt, set.SetBy) : null);
}

/// <summary>Owns documents.signing_provider.</summary>
internal static class SigningProviderRows
{
    public static void Set(UnitOfWork work, SetSigningProvider service) => work.Queue(
        """
        INSERT INTO documents.signing_provider (office, id, url, account, secret, set_at, set_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (office) DO UPDATE SET
          id = EXCLUDED.id, url = EXCLUDED.url, account = EXCLUDED.account, secret = EXCLUDED.secret, set_at = EXCLUDED.set_at, set_by = EXCLUDED.set_by
        """,
        work.Office, service.Id, service.Url, service.Account, service.Secret, work.Now, work.Officer.Name);

    public static void Remove(UnitOfWork work) => work.Queue("DELETE FROM documents.signing_provider WHERE office = $1", work.Office);

    public static async Task<SigningProvider?> FindAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id, url, account, secret, set_at, set_by FROM documents.signing_provider WHERE office = $1", work.Connection)
        {
            Parameters = { new() { Value = work.Office } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new SigningProvider(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(5))
            : null;
    }
}
