using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>Somebody signs papers on behalf of a superior: <c>a.n. KEPALA DINAS</c>, the own position below it.</summary>
/// <param name="Role">Of the position that signs: kabid.</param>
/// <param name="Kind">an, or ub: for one who signs on behalf himself, and is named between the two.</param>
/// <param name="Codes">The papers that may be signed so.</param>
/// <param name="OnBehalf">The superior's position as printed: Kepala DP3AKB Kabupaten Grobogan.</param>
/// <param name="Through">With ub: who passes the mandate on.</param>
/// <param name="Number">Of the decree or letter that gives the mandate.</param>
public sealed record SigningMandate(
    Guid Id, string Role, string Kind, IReadOnlyList<string> Codes, string OnBehalf, string? Through, string Number, DateOnly Dated, DateOnly From, DateOnly? Until)
{
    public bool Covers(string code, DateOnly day) => Codes.Contains(code) && From <= day && (Until is not { } until || day <= until);

    /// <summary>In the templates' own words; kept with the paper.</summary>
    internal JsonObject ToModel() => new()
    {
        ["jenis"] = Kind,
        ["jabatan"] = OnBehalf,
        ["melalui"] = Through,
        ["nomor"] = Number,
        ["tanggal"] = DocumentModel.Iso(Dated),
        ["sejak"] = DocumentModel.Iso(From),
        ["sampai"] = Until is { } until ? DocumentModel.Iso(until) : null,
    };

    /// <summary>For the history of the case: the paper, and what entitled to sign it.</summary>
    internal JsonObject ToFacts(string code) => new()
    {
        ["document"] = code,
        ["mandate"] = Kind,
        ["onBehalf"] = OnBehalf,
        ["through"] = Through,
        ["number"] = Number,
        ["dated"] = DocumentModel.Iso(Dated),
        ["from"] = DocumentModel.Iso(From),
        ["until"] = Until is { } until ? DocumentModel.Iso(until) : null,
    };
}

/// <summary>Writes into the history of the case under which mandate a paper was signed. The Host lends the audit log.</summary>
public delegate Task RecordMandate(UnitOfWork work, Guid caseId, JsonObject facts, CancellationToken ct);

/// <summary>The signing mandates of the office, those that have ended too: papers were signed under them.</summary>
[AllowRoles("admin", "manajer", "auditor")]
public sealed record ListSigningMandates : IRequest<Outcome<IReadOnlyList<SigningMandate>>>, IQuery;

public sealed class ListSigningMandatesHandler(UnitOfWork work) : IRequestHandler<ListSigningMandates, Outcome<IReadOnlyList<SigningMandate>>>
{
    public async Task<Outcome<IReadOnlyList<SigningMandate>>> Handle(ListSigningMandates query, CancellationToken ct) =>
        Accepted.Of(await MandateRows.ListAsync(work, ct));
}

/// <summary>From the first day on papers of these codes are signed on behalf of the superior.</summary>
[AllowRoles("admin")]
public sealed record GiveSigningMandate(SigningMandate Mandate) : IRequest<Outcome<SigningMandate>>, ICommand;

public sealed class GiveSigningMandateHandler(UnitOfWork work) : IRequestHandler<GiveSigningMandate, Outcome<SigningMandate>>
{
    private const int LongestText = 200;

    public Task<Outcome<SigningMandate>> Handle(GiveSigningMandate command, CancellationToken ct)
    {
        List<FieldError> errors = [.. Errors(command.Mandate)];
        if (errors.Count > 0)
        {
            return Task.FromResult<Outcome<SigningMandate>>(new InvalidInput(errors));
        }

        var mandate = command.Mandate with { Id = Ids.New() };
        MandateRows.Add(work, mandate);
        Trail.Append(work, "mandate.given", mandate.Role, mandate.ToFacts(string.Join(' ', mandate.Codes)));
        return Task.FromResult<Outcome<SigningMandate>>(mandate);
    }

    private static IEnumerable<FieldError> Errors(SigningMandate mandate)
    {
        if (mandate.Kind is not ("an" or "ub"))
        {
            yield return new("kind", "mandate-kind-unknown", mandate.Kind);
        }

        foreach (var (name, text) in new[] { ("role", mandate.Role), ("onBehalf", mandate.OnBehalf), ("number", mandate.Number) })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return new(name, "field-required");
            }
            else if (text.Length > LongestText)
            {
                yield return new(name, "field-too-long", $"{LongestText}");
            }
        }

        if ((mandate.Kind == "ub") == string.IsNullOrWhiteSpace(mandate.Through))
        {
            yield return new("through", "mandate-through-only-ub");
        }

        if (mandate.Codes.Count == 0 || mandate.Codes.Except(DocumentCodes.All).FirstOrDefault() is { })
        {
            yield return new("codes", "mandate-codes-unknown", string.Join(", ", mandate.Codes.Except(DocumentCodes.All)));
        }

        if (mandate.Until is { } until && until < mandate.From)
        {
            yield return new("until", "period-reversed", DocumentModel.Iso(mandate.From), DocumentModel.Iso(until));
        }
    }
}

/// <summary>The mandate ends with this day. What was signed under it stays as it is.</summary>
[AllowRoles("admin")]
public sealed record EndSigningMandate(Guid Id, DateOnly LastDay) : IRequest<Outcome<SigningMandate>>, ICommand;

public sealed class EndSigningMandateHandler(UnitOfWork work) : IRequestHandler<EndSigningMandate, Outcome<SigningMandate>>
{
    public async Task<Outcome<SigningMandate>> Handle(EndSigningMandate command, CancellationToken ct)
    {
        if ((await MandateRows.ListAsync(work, ct)).FirstOrDefault(m => m.Id == command.Id) is not { } mandate)
        {
            return new DocumentRefusal.MandateUnknown(command.Id);
        }

        if (command.LastDay < mandate.From)
        {
            return new InvalidInput("until", "period-reversed", DocumentModel.Iso(mandate.From), DocumentModel.Iso(command.LastDay));
        }

        MandateRows.End(work, command.Id, command.LastDay);
        var ended = mandate with { Until = command.LastDay };
        Trail.Append(work, "mandate.ended", mandate.Role, ended.ToFacts(string.Join(' ', mandate.Codes)));
        return ended;
    }
}

internal static class MandateRows
{
    /// <summary>The latest first: of two for one paper it is the one that counts.</summary>
    public const string Select =
        """
        SELECT id, role, kind, codes, on_behalf, through, number, dated, valid_from, valid_until
        FROM documents.signing_mandate
        WHERE office = $1
        ORDER BY valid_from DESC, id DESC
        """;

    public static async Task<IReadOnlyList<SigningMandate>> ListAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Select, work.Connection) { Parameters = { new() { Value = work.Office } } };
        await using var row = await command.ExecuteReaderAsync(ct);
        var mandates = new List<SigningMandate>();
        while (await row.ReadAsync(ct))
        {
            mandates.Add(Read(row));
        }

        return mandates;
    }

    public static SigningMandate Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<string[]>(3),
        row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5),
        row.GetString(6),
        row.GetFieldValue<DateOnly>(7),
        row.GetFieldValue<DateOnly>(8),
        row.IsDBNull(9) ? null : row.GetFieldValue<DateOnly>(9));

    public static void Add(UnitOfWork work, SigningMandate mandate) => work.Queue(
        """
        INSERT INTO documents.signing_mandate (office, id, role, kind, codes, on_behalf, through, number, dated, valid_from, valid_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        work.Office,
        mandate.Id,
        mandate.Role,
        mandate.Kind,
        mandate.Codes.ToArray(),
        mandate.OnBehalf,
        mandate.Through,
        mandate.Number,
        mandate.Dated,
        mandate.From,
        mandate.Until);

    public static void End(UnitOfWork work, Guid id, DateOnly lastDay) =>
        work.Queue("UPDATE documents.signing_mandate SET valid_until = $3 WHERE office = $1 AND id = $2", work.Office, id, lastDay);
}
