using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Sop.Documents.Signing;

/// <summary>The printed papers that this officer approved and has not signed, the oldest first.</summary>
public sealed record ListWaitingSignatures : IRequest<Outcome<WaitingSignatures>>, IQuery;

/// <param name="Offered">The office has a service where its officers sign.</param>
/// <param name="Items">At most <see cref="ListWaitingSignaturesHandler.Most"/>.</param>
public sealed record WaitingSignatures(bool Offered, IReadOnlyList<WaitingSignature> Items);

/// <param name="Position">As which the officer signs.</param>
public sealed record WaitingSignature(Guid Document, Guid Case, string Code, string Title, string Number, DateOnly IssuedOn, string Position);

public sealed class ListWaitingSignaturesHandler(UnitOfWork work) : IRequestHandler<ListWaitingSignatures, Outcome<WaitingSignatures>>
{
    public const int Most = 100;

    public async Task<Outcome<WaitingSignatures>> Handle(ListWaitingSignatures query, CancellationToken ct) =>
        await SigningProviderRows.FindAsync(work, ct) is null ? new WaitingSignatures(false, []) : new WaitingSignatures(true, await PlaceRows.WaitingAsync(work, null, ct));
}

/// <summary>Owns documents.signature_place.</summary>
internal static class PlaceRows
{
    // A place is the officer's who approved there and still holds the position. Who has no NIP is known by the name.
    private const string Waiting = """
        SELECT d.id, d.case_id, d.code, d.title, d.number, d.issued_on, p.position, p.place
        FROM documents.signature_place AS p
        JOIN documents.document AS d ON d.office = p.office AND d.id = p.document_id
        WHERE p.office = $1 AND p.revision IS NULL AND p.role = ANY($2)
          AND CASE WHEN p.nip IS NULL THEN p.name = $4 ELSE p.nip = $3 END
          AND d.cancelled_at IS NULL AND ($5::uuid IS NULL OR d.id = $5)
        ORDER BY d.issued_at, d.id
        LIMIT 100
        """;

    /// <param name="document">Null: all of them.</param>
    public static async Task<IReadOnlyList<WaitingSignature>> WaitingAsync(UnitOfWork work, Guid? document, CancellationToken ct) =>
        [.. (await ReadAsync(work, document, ct)).Select(one => one.Paper)];

    /// <summary>Where on this paper the officer signs; null: nowhere.</summary>
    public static async Task<OfficerPlace?> FindAsync(UnitOfWork work, Guid document, CancellationToken ct) =>
        (await ReadAsync(work, document, ct)).FirstOrDefault() is { } found ? found : null;

    public static void Sign(UnitOfWork work, Guid document, int place, int revision) => work.Queue(
        "UPDATE documents.signature_place SET revision = $4 WHERE office = $1 AND document_id = $2 AND place = $3",
        work.Office, document, (short)place, revision);

    private static async Task<List<OfficerPlace>> ReadAsync(UnitOfWork work, Guid? document, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Waiting, work.Connection)
        {
            Parameters =
            {
                new() { Value = work.Office },
                new() { Value = work.Officer.Holdings.Select(holding => holding.Role).ToArray() },
                new() { Value = work.Officer.Nip ?? "" },
                new() { Value = work.Officer.Name },
                new() { Value = (object?)document ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
            },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<OfficerPlace>();
        while (await row.ReadAsync(ct))
        {
            var paper = new WaitingSignature(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateOnly>(5), row.GetString(6));
            found.Add(new OfficerPlace(paper, row.GetInt16(7)));
        }

        return found;
    }
}

internal sealed record OfficerPlace(WaitingSignature Paper, int Place);
