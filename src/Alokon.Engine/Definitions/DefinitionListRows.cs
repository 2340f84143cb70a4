using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Definitions;

/// <summary>What admins look for in engine.definition, drafts included.</summary>
internal static class DefinitionListRows
{
    private const string Versions = """
        WITH v AS (
          SELECT *, version = max(version) OVER (PARTITION BY definition_id) AS is_latest
          FROM engine.definition
          WHERE office = $1
        )
        """;

    private const string Columns =
        "definition_id, version, version_id, name, description, state, origin, source_hash, saved_at, saved_by_name, published_at, is_latest";

    public static async Task<DefinitionList> ListAsync(UnitOfWork work, DefinitionFilter filter, CancellationToken ct)
    {
        var chosen = $"""
            WHERE {filter.Versions.Condition}
              AND ($2::text IS NULL OR name ILIKE $2 OR definition_id ILIKE $2)
              AND ($3::text[] IS NULL OR definition_id = ANY ($3))
              AND ($4::text[] IS NULL OR version_id = ANY ($4))
            """;
        object[] values =
        [
            work.Office,
            Text(string.IsNullOrWhiteSpace(filter.Text) ? null : $"%{Escaped(filter.Text.Trim())}%"),
            Texts(filter.DefinitionIds),
            Texts(filter.VersionIds),
        ];
        await using var count = DefinitionRows.Command(work, $"{Versions} SELECT count(*) FROM v {chosen}", values);
        var total = (long)(await count.ExecuteScalarAsync(ct))!; // a count is never null
        var size = Math.Clamp(filter.PageSize, 1, 1000);
        var items = await DefinitionRows.ReadAsync(
            work,
            $"{Versions} SELECT {Columns} FROM v {chosen} ORDER BY {Order(filter)} LIMIT {size} OFFSET {(long)Math.Max(0, filter.Page) * size}",
            ct,
            [work.Office, Text(values[1]), Texts(filter.DefinitionIds), Texts(filter.VersionIds)]);
        return new(items, total);
    }

    public static async Task<StoredDefinition?> FindAsync(UnitOfWork work, string definitionId, VersionOptions versions, CancellationToken ct)
    {
        // Of "latest or published" the published one, if both are meant: that is what runs.
        var found = await DefinitionRows.ReadAsync(
            work,
            $"{Versions} SELECT {Columns} FROM v WHERE definition_id = $2 AND {versions.Condition} ORDER BY (state = 'published') DESC, version DESC LIMIT 1",
            ct,
            work.Office,
            definitionId);
        return found.Count == 0 ? null : found[0];
    }

    public static async Task<StoredDefinition?> FindAsync(UnitOfWork work, string versionId, CancellationToken ct)
    {
        var found = await DefinitionRows.ReadAsync(work, $"{Versions} SELECT {Columns} FROM v WHERE version_id = $2", ct, work.Office, versionId);
        return found.Count == 0 ? null : found[0];
    }

    public static async Task<string?> ReadTextAsync(UnitOfWork work, StoredDefinition version, CancellationToken ct)
    {
        await using var command = DefinitionRows.Command(
            work,
            "SELECT json FROM engine.definition WHERE office = $1 AND definition_id = $2 AND version = $3",
            work.Office,
            version.DefinitionId,
            version.Version);
        return await command.ExecuteScalarAsync(ct) is byte[] utf8 ? Encoding.UTF8.GetString(utf8) : null;
    }

    /// <summary>A file may have brought the name that its next version would get.</summary>
    public static async Task<string> FreeVersionIdAsync(UnitOfWork work, string definitionId, int version, CancellationToken ct)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{definitionId}-v{version}");
        return await FindAsync(work, id, ct) is null ? id : $"{id}-{Ids.New():N}";
    }

    public static async Task<bool> NameIsTakenAsync(UnitOfWork work, string name, string? except, CancellationToken ct)
    {
        await using var command = DefinitionRows.Command(
            work,
            $"{Versions} SELECT EXISTS (SELECT FROM v WHERE is_latest AND lower(name) = lower($2) AND definition_id <> $3)",
            work.Office,
            name.Trim(),
            except ?? "");
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <param name="version">None: any version of the definition.</param>
    public static async Task<bool> EverRanAsync(UnitOfWork work, string definitionId, int? version, CancellationToken ct)
    {
        await using var command = DefinitionRows.Command(
            work,
            """
            SELECT EXISTS (SELECT FROM engine.instance WHERE office = $1 AND definition_id = $2 AND ($3::integer IS NULL OR definition_version = $3))
                OR EXISTS (SELECT FROM engine.move_case WHERE office = $1 AND definition_id = $2 AND ($3::integer IS NULL OR from_version = $3))
                OR EXISTS (SELECT FROM engine.move WHERE office = $1 AND definition_id = $2 AND ($3::integer IS NULL OR version = $3))
            """,
            work.Office,
            definitionId,
            new NpgsqlParameter { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static string Order(DefinitionFilter filter)
    {
        var direction = filter.Descending ? "DESC" : "ASC";
        return filter.OrderBy.ToUpperInvariant() switch
        {
            "CREATED" => $"saved_at {direction}, definition_id, version",
            "VERSION" => $"version {direction}, definition_id",
            _ => $"name {direction}, definition_id, version",
        };
    }

    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static NpgsqlParameter Text(object? value) => new() { Value = (value as NpgsqlParameter)?.Value ?? value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Texts(IReadOnlyList<string>? values) => new()
    {
        Value = values is { Count: > 0 } ? values.ToArray() : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };
}
