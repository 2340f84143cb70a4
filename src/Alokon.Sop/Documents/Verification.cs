using System.Security.Cryptography;
using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>What anybody may know about a paper held in hand: no names, no persons.</summary>
/// <param name="Sha256">Of the PDF that is asked about, else of the last one; null while it is being printed.</param>
/// <param name="Positions">Positions that approved.</param>
/// <param name="CancelledOn">Local date; null = in force.</param>
/// <param name="Demo">A paper of a demonstration: worth nothing.</param>
/// <param name="Certified">Signed with a certificate; else the office's own approval, kept in its history.</param>
/// <param name="Revision">Which of the paper's revisions is asked about: 0 as it was printed, one more with each officer's signature.</param>
/// <param name="Signatures">Officers who signed with certificates of their own, in their order: the first made revision 1.</param>
public sealed record Verification(
    string Code,
    string Title,
    string Number,
    DateOnly IssuedOn,
    string Office,
    IReadOnlyList<string> Positions,
    string? Sha256,
    DateOnly? CancelledOn,
    bool Demo,
    bool Certified,
    int Revision,
    IReadOnlyList<SignedAs> Signatures)
{
    public bool InForce => CancelledOn is null;
}

/// <param name="SignedOn">Local date.</param>
public sealed record SignedAs(string Position, DateOnly SignedOn);

/// <summary>Asked by whoever scans the QR. Sent in the office that <see cref="VerificationCode.OfficeOf"/> names.</summary>
[AllowAnyone]
public sealed record VerifyByCode(string Code) : IRequest<Outcome<Verification>>, IQuery, INamesOffice
{
    /// <summary>Zero, under which nothing is known, when the code is none of ours.</summary>
    public int Office => VerificationCode.OfficeOf(Code) ?? 0;
}

public sealed class VerifyByCodeHandler(UnitOfWork work) : IRequestHandler<VerifyByCode, Outcome<Verification>>
{
    public async Task<Outcome<Verification>> Handle(VerifyByCode query, CancellationToken ct) =>
        VerificationCode.OfficeOf(query.Code) == work.Office && await VerificationRows.FindByCodeAsync(work, query.Code, ct) is { } found
            ? found
            : new DocumentRefusal.NotKnown();
}

/// <summary>
/// Asked by whoever uploads a PDF: known only when not a byte was changed. Sent in the office of the code that
/// <see cref="VerificationCode.FindIn"/> finds in the file.
/// </summary>
/// <param name="Sha256">Lower-case hex, of the bytes uploaded.</param>
/// <param name="Code">Found in the file; null, when it holds none.</param>
[AllowAnyone]
public sealed record VerifyByPdf(string Sha256, string? Code) : IRequest<Outcome<Verification>>, IQuery, INamesOffice
{
    /// <summary>Zero, under which nothing is known, when the file names none.</summary>
    public int Office => Code is null ? 0 : VerificationCode.OfficeOf(Code) ?? 0;

    public static VerifyByPdf Of(byte[] pdf) => new(Convert.ToHexStringLower(SHA256.HashData(pdf)), VerificationCode.FindIn(pdf));
}

public sealed class VerifyByPdfHandler(UnitOfWork work) : IRequestHandler<VerifyByPdf, Outcome<Verification>>
{
    public async Task<Outcome<Verification>> Handle(VerifyByPdf query, CancellationToken ct)
    {
        if (await VerificationRows.FindByHashAsync(work, query.Sha256, ct) is { } same)
        {
            return same;
        }

        // Whoever changes a paper leaves its code in: so it can be said which one it was.
        return query.Code is { } code && await VerificationRows.FindByCodeAsync(work, code, ct) is { Sha256: not null } original
            ? new DocumentRefusal.Changed(original.Number)
            : new DocumentRefusal.NotKnown();
    }
}

internal static class VerificationRows
{
    private const string Select =
        """
        SELECT d.code, d.title, d.number, d.issued_on, l.dinas, d.positions, d.sha256, (d.cancelled_at AT TIME ZONE l.zone)::date, l.demo, d.certified,
               r.hashes, r.positions, r.days
        FROM documents.document AS d
        JOIN documents.letterhead AS l ON l.office = d.office
        CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(sha256 ORDER BY revision), '{}') AS hashes, coalesce(array_agg(position ORDER BY revision), '{}') AS positions,
                 coalesce(array_agg((signed_at AT TIME ZONE l.zone)::date ORDER BY revision), '{}') AS days
          FROM documents.revision
          WHERE office = d.office AND document_id = d.id) AS r
        WHERE d.office = $1
        """;

    public static Task<Verification?> FindByCodeAsync(UnitOfWork work, string code, CancellationToken ct) =>
        ReadAsync(work, $"{Select} AND d.verification_code = $2", code, ct);

    public static async Task<Verification?> FindByHashAsync(UnitOfWork work, string sha256, CancellationToken ct) =>
        await ReadAsync(work, $"{Select} AND d.sha256 = $2", sha256, ct)
        ?? await ReadAsync(work, $"{Select} AND d.id = (SELECT document_id FROM documents.revision WHERE office = $1 AND sha256 = $2)", sha256, ct);

    private static async Task<Verification?> ReadAsync(UnitOfWork work, string sql, string key, CancellationToken ct)
    {
#pragma warning disable CA2100 // the constants above
        await using var command = new NpgsqlCommand(sql, work.Connection)
#pragma warning restore CA2100
        {
            Parameters = { new() { Value = work.Office }, new() { Value = key } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? View(row, key) : null;
    }

    private static Verification View(NpgsqlDataReader row, string asked)
    {
        var printed = row.IsDBNull(6) ? null : row.GetString(6);
        var hashes = row.GetFieldValue<string[]>(10);
        SignedAs[] signatures = [.. row.GetFieldValue<string[]>(11).Zip(row.GetFieldValue<DateOnly[]>(12), (position, day) => new SignedAs(position, day))];
        var revision = asked == printed ? 0 : Array.IndexOf(hashes, asked) is >= 0 and var at ? at + 1 : hashes.Length;
        return new Verification(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetFieldValue<DateOnly>(3),
            row.GetString(4),
            row.GetFieldValue<string[]>(5),
            revision == 0 ? printed : hashes[revision - 1],
            row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7),
            row.GetBoolean(8),
            row.GetBoolean(9) || signatures.Length > 0,
            revision,
            signatures);
    }
}
