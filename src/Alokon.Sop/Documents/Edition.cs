using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>One edition of a form (F/II/KB/15 and /20 are two) and the days on which papers are issued in it.</summary>
/// <param name="Name">What the form calls it: 20. Empty for a paper that has only one.</param>
/// <param name="Until">The last day, or none: until a later edition begins.</param>
public sealed record Edition(string Name, DateOnly From, DateOnly? Until)
{
    /// <summary>A paper that was never replaced is in force always.</summary>
    public static Edition Only { get; } = new(string.Empty, DateOnly.MinValue, null);

    public bool IsInForceOn(DateOnly day) => From <= day && (Until is not { } until || day <= until);

    /// <summary>Beside a template: <c>{"edition":"20","from":"2020-01-01","until":null}</c>.</summary>
    /// <exception cref="JsonException">The file does not name an edition and its first day.</exception>
    public static Edition Read(string json) =>
        JsonSerializer.Deserialize<File>(json, JsonSerializerOptions.Web) is { Edition: { Length: > 0 } name, From: { } from } file
            ? new Edition(name, from, file.Until)
            : throw new JsonException("Expected an edition and the day it begins.");

    private sealed record File(string? Edition, DateOnly? From, DateOnly? Until);
}

/// <summary>What an office prints a code with, in one edition.</summary>
internal sealed record ShelvedTemplate(Edition Edition, string Hash)
{
    /// <summary>Of several in force on a day the one that began last.</summary>
    public static ShelvedTemplate? On(DateOnly day, IEnumerable<ShelvedTemplate> editions) =>
        editions.Where(e => e.Edition.IsInForceOn(day)).OrderBy(e => e.Edition.From).ThenBy(e => e.Edition.Name, StringComparer.Ordinal).LastOrDefault();
}

/// <param name="ByOffice">The office has set the days itself; otherwise they are those that came with the template.</param>
/// <param name="TemplateHash">The version in force within the edition.</param>
public sealed record EditionView(string Code, string Edition, DateOnly From, DateOnly? Until, bool ByOffice, string TemplateHash);

/// <summary>The editions of every paper, the latest of each first.</summary>
[AllowRoles("admin", "manajer", "auditor")]
public sealed record ListEditions : IRequest<Outcome<IReadOnlyList<EditionView>>>, IQuery;

public sealed class ListEditionsHandler(UnitOfWork work) : IRequestHandler<ListEditions, Outcome<IReadOnlyList<EditionView>>>
{
    public async Task<Outcome<IReadOnlyList<EditionView>>> Handle(ListEditions query, CancellationToken ct) =>
        Accepted.Of(await EditionRows.ListAsync(work, ct));
}

/// <summary>From when until when papers of this code are issued in this edition. What is issued keeps the edition of its day.</summary>
[AllowRoles("admin")]
public sealed record SetEdition(string Code, string Edition, DateOnly From, DateOnly? Until) : IRequest<Outcome<Done>>, ICommand;

public sealed class SetEditionHandler(UnitOfWork work) : IRequestHandler<SetEdition, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(SetEdition command, CancellationToken ct)
    {
        if (command.Until is { } until && until < command.From)
        {
            return new InvalidInput("until", "period-reversed", DocumentModel.Iso(command.From), DocumentModel.Iso(until));
        }

        if (!(await EditionRows.ListAsync(work, ct)).Any(e => e.Code == command.Code && e.Edition == command.Edition))
        {
            return new DocumentRefusal.EditionUnknown(command.Code, command.Edition);
        }

        EditionRows.Set(work, command.Code, new Edition(command.Edition, command.From, command.Until), byOffice: true);
        Trail.Append(work, "edition.set", $"{command.Code}@{command.Edition}", new JsonObject
        {
            ["from"] = DocumentModel.Iso(command.From),
            ["until"] = command.Until is { } last ? DocumentModel.Iso(last) : null,
        });
        return default(Done);
    }
}

internal static class EditionRows
{
    public const string SelectCurrent =
        """
        SELECT t.code, t.edition, t.hash, coalesce(e.valid_from, DATE '0001-01-01'), e.valid_until, coalesce(e.by_office, false)
        FROM documents.template AS t
        LEFT JOIN documents.edition AS e ON e.office = t.office AND e.code = t.code AND e.edition = t.edition
        WHERE t.office = $1 AND t.is_current
        ORDER BY t.code, 4 DESC, t.edition DESC
        """;

    public static async Task<IReadOnlyList<EditionView>> ListAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(SelectCurrent, work.Connection) { Parameters = { new() { Value = work.Office } } };
        await using var row = await command.ExecuteReaderAsync(ct);
        var editions = new List<EditionView>();
        while (await row.ReadAsync(ct))
        {
            editions.Add(Read(row));
        }

        return editions;
    }

    public static EditionView Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4), row.GetBoolean(5), row.GetString(2));

    /// <summary>What an office has set stays, whatever days a later release brings along.</summary>
    public static void Set(UnitOfWork work, string code, Edition edition, bool byOffice) => work.Queue(
        """
        INSERT INTO documents.edition AS e (office, code, edition, valid_from, valid_until, by_office)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (office, code, edition) DO UPDATE SET valid_from = EXCLUDED.valid_from, valid_until = EXCLUDED.valid_until, by_office = EXCLUDED.by_office
        WHERE (EXCLUDED.by_office OR NOT e.by_office) AND (e.valid_from, e.valid_until, e.by_office) IS DISTINCT FROM (EXCLUDED.valid_from, EXCLUDED.valid_until, EXCLUDED.by_office)
        """,
        work.Office, code, edition.Name, edition.From, edition.Until, byOffice);
}
