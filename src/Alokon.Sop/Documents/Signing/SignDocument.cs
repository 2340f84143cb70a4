using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents.Signing;

/// <summary>
/// What an officer's signature begins with: the last revision of the paper, and whose service signs. Signing itself goes on between two
/// transactions and in none; <see cref="KeepSignature"/> ends it.
/// </summary>
public sealed record BeginSignature(Guid Document) : IRequest<Outcome<SignatureBegun>>, IQuery;

/// <param name="Prior">SHA-256 of the revision that is signed: the new one must follow it.</param>
public sealed record SignatureBegun(SigningProvider Service, string Prior, SigningOrder Order);

/// <summary>What stands at the place of an officer's signature.</summary>
/// <param name="Place">Its number on the paper.</param>
/// <param name="Position">As printed.</param>
/// <param name="Day">Of the office.</param>
internal sealed record OfficerSignature(int Place, string Position, string Name, string? Nip, DateOnly Day);

public sealed class BeginSignatureHandler(UnitOfWork work) : IRequestHandler<BeginSignature, Outcome<SignatureBegun>>
{
    public async Task<Outcome<SignatureBegun>> Handle(BeginSignature query, CancellationToken ct)
    {
        if (await SigningProviderRows.FindAsync(work, ct) is not { } service)
        {
            return new SignatureRefusal.ServiceOff();
        }

        if (await PlaceRows.FindAsync(work, query.Document, ct) is not { } mine)
        {
            return await RevisionRows.IsSignedByAsync(work, query.Document, ct) ? new SignatureRefusal.AlreadyThere(query.Document) : new SignatureRefusal.NotYours(query.Document);
        }

        var last = await RevisionRows.LastAsync(work, query.Document, ct);
        var (town, zone) = await RevisionRows.TownAsync(work, ct);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(work.Now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
        var block = SignatureWords.OfOfficer(new OfficerSignature(mine.Place, mine.Paper.Position, work.Officer.Name, work.Officer.Nip, day));
        return new SignatureBegun(service, last.Sha256, new SigningOrder(last.Pdf, $"{mine.Paper.Title} - {mine.Paper.Number}", town, work.Now, block));
    }
}

/// <summary>Keeps the paper with the officer's signature as its next revision, once, and only behind the one that was signed.</summary>
public sealed record KeepSignature(Guid Document, string Prior, SignedPaper Signed) : IRequest<Outcome<SignatureKept>>, ICommand;

public sealed record SignatureKept(int Revision, string Sha256);

/// <summary>Writes an officer's signature into the history of the case, as long as that is open. The Host lends the audit log.</summary>
public delegate Task RecordSignature(UnitOfWork work, Guid caseId, JsonObject facts, CancellationToken ct);

public sealed class KeepSignatureHandler(UnitOfWork work, RecordSignature record) : IRequestHandler<KeepSignature, Outcome<SignatureKept>>
{
    public async Task<Outcome<SignatureKept>> Handle(KeepSignature command, CancellationToken ct)
    {
        // Locked, and read only then: of two who come with the next revision of one paper, the second must see what the first has kept.
        if (await DocumentRows.LockAsync(work, command.Document, ct) is null
            || await DocumentRows.FindAsync(work, command.Document, ct) is not { Sha256: not null, CancelledAt: null } document)
        {
            return new SignatureRefusal.NotYours(command.Document);
        }

        if (await PlaceRows.FindAsync(work, command.Document, ct) is not { } mine)
        {
            return await RevisionRows.IsSignedByAsync(work, command.Document, ct) ? new SignatureRefusal.AlreadyThere(command.Document) : new SignatureRefusal.NotYours(command.Document);
        }

        if (document.Sha256 != command.Prior)
        {
            return new SignatureRefusal.Overtaken(command.Document);
        }

        var revision = document.Signatures.Count + 1;
        PlaceRows.Sign(work, command.Document, mine.Place, revision);
        var sha256 = RevisionRows.Add(work, command, mine, revision);
        JsonObject Facts() => new()
        {
            ["document"] = document.Code, ["number"] = document.Number, ["position"] = mine.Paper.Position, ["revision"] = revision, ["sha256"] = sha256, ["prior"] = command.Prior,
            ["certificate"] = command.Signed.Fingerprint,
        };
        Trail.Append(work, "document.signed", document.Number, Facts());
        await record(work, document.CaseId, Facts(), ct);
        return new SignatureKept(revision, sha256);
    }
}
