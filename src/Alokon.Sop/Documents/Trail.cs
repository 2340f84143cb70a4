using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Sop.Documents;

/// <summary>Something an admin did to the office's books of numbers or its templates.</summary>
/// <param name="Kind">Dotted, past tense: book.started, number.inserted, template.published.</param>
/// <param name="Subject">The book and its year, or the template.</param>
/// <param name="Actor">Display name.</param>
public sealed record TrailItem(long Seq, DateTimeOffset At, string Actor, string Kind, string Subject, JsonObject Data);

/// <summary>What was done, the latest first.</summary>
/// <param name="Subject">Null: all of the office.</param>
[AllowRoles("admin", "manajer", "auditor")]
public sealed record ReadTrail(string? Subject, int? Limit, string? After) : IRequest<Outcome<Page<TrailItem>>>, IQuery;

public sealed class ReadTrailHandler(UnitOfWork work) : IRequestHandler<ReadTrail, Outcome<Page<TrailItem>>>
{
    public async Task<Outcome<Page<TrailItem>>> Handle(ReadTrail query, CancellationToken ct)
    {
        var limit = PageCursor.Limit(query.Limit);
        var before = long.TryParse(query.After, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seq) ? seq : long.MaxValue;
        var items = await Trail.ReadAsync(work, query.Subject, before, limit + 1, ct);
        return new Page<TrailItem>(
            [.. items.Take(limit)],
            items.Count > limit ? items[limit - 1].Seq.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }
}

/// <summary>Owns documents.trail, which only appends.</summary>
internal static class Trail
{
    public static void Append(UnitOfWork work, string kind, string subject, JsonObject data) => work.Queue(
        "INSERT INTO documents.trail (office, at, kind, subject, data, actor, actor_name) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        work.Office, work.Now, kind, subject, new NpgsqlParameter { Value = data.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }, work.Officer.Person, work.Officer.Name);

    public static async Task<IReadOnlyList<TrailItem>> ReadAsync(UnitOfWork work, string? subject, long before, int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT seq, at, actor_name, kind, subject, data
            FROM documents.trail
            WHERE office = $1 AND ($2::text IS NULL OR subject = $2) AND seq < $3
            ORDER BY seq DESC
            LIMIT $4
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = (object?)subject ?? DBNull.Value }, new() { Value = before }, new() { Value = most } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var items = new List<TrailItem>();
        while (await row.ReadAsync(ct))
        {
            items.Add(new TrailItem(
                row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), JsonNode.Parse(row.GetString(5)) as JsonObject ?? []));
        }

        return items;
    }
}
