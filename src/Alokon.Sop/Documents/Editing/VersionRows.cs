using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents.Editing;

/// <summary>documents.template_version, template_draft and template_shipped.</summary>
internal static class VersionRows
{
    private const string Insert = """
        INSERT INTO documents.template_version (office, code, edition, version, hash, source, note, made_at, maker, maker_name)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    /// <summary>Locks what is shipped of a template, so that two admins who publish go one after the other.</summary>
    public static async Task<ShippedTemplate?> LockAsync(UnitOfWork work, TemplateName name, CancellationToken ct)
    {
        await using var command = Command(
            work, "SELECT hash, arrived_at FROM documents.template_shipped WHERE office = $1 AND code = $2 AND edition = $3 FOR UPDATE", name);
        return (await ReadAsync(command, Shipped, ct)).FirstOrDefault();
    }

    /// <summary>Nodes that start together with one release, and an admin who publishes meanwhile, go one after the other.</summary>
    public static async Task LockAllAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT hash FROM documents.template_shipped WHERE office = $1 ORDER BY code, edition FOR UPDATE", work.Connection)
        {
            Parameters = { new() { Value = work.Office } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<ShippedTemplate?> FindShippedAsync(UnitOfWork work, TemplateName name, CancellationToken ct)
    {
        await using var command = Command(work, "SELECT hash, arrived_at FROM documents.template_shipped WHERE office = $1 AND code = $2 AND edition = $3", name);
        return (await ReadAsync(command, Shipped, ct)).FirstOrDefault();
    }

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<TemplateVersion>> ListAsync(UnitOfWork work, TemplateName name, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT version, hash, source, note, made_at, maker_name
            FROM documents.template_version
            WHERE office = $1 AND code = $2 AND edition = $3
            ORDER BY version DESC
            """,
            name);
        return await ReadAsync(command, Version, ct);
    }

    /// <summary>Every template with its latest version, what is shipped of it, and who has a draft of it.</summary>
    public static async Task<IReadOnlyList<TemplateListing>> ListAllAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT DISTINCT ON (v.code, v.edition)
                   v.version, v.hash, v.source, v.note, v.made_at, v.maker_name, v.code, v.edition, s.hash, s.arrived_at, d.saver_name
            FROM documents.template_version AS v
            LEFT JOIN documents.template_shipped AS s ON s.office = v.office AND s.code = v.code AND s.edition = v.edition
            LEFT JOIN documents.template_draft AS d ON d.office = v.office AND d.code = v.code AND d.edition = v.edition
            WHERE v.office = $1
            ORDER BY v.code, v.edition, v.version DESC
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office } },
        };
        return await ReadAsync(
            command,
            row => new TemplateListing(
                new TemplateName(row.GetString(6), row.GetString(7)),
                Version(row),
                row.IsDBNull(8) ? null : new ShippedTemplate(row.GetString(8), row.GetFieldValue<DateTimeOffset>(9)),
                row.IsDBNull(10) ? null : row.GetString(10)),
            ct);
    }

    public static void Add(UnitOfWork work, TemplateName name, TemplateVersion version) => work.Queue(Insert, Values(work, name, version));

    /// <summary>In an office that had none yet, there is nothing to lock: of two nodes that start together the first has written it.</summary>
    public static void AddShipped(UnitOfWork work, TemplateName name, TemplateVersion version) => work.Queue($"{Insert} ON CONFLICT DO NOTHING", Values(work, name, version));

    public static void Ship(UnitOfWork work, TemplateName name, string hash) => work.Queue(
        """
        INSERT INTO documents.template_shipped (office, code, edition, hash, arrived_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (office, code, edition) DO UPDATE SET hash = EXCLUDED.hash, arrived_at = EXCLUDED.arrived_at
        """,
        work.Office, name.Code, name.Edition, hash, work.Now);

    public static async Task<TemplateDraft?> FindDraftAsync(UnitOfWork work, TemplateName name, CancellationToken ct)
    {
        await using var command = Command(
            work, "SELECT revision, body, style, saved_at, saver_name FROM documents.template_draft WHERE office = $1 AND code = $2 AND edition = $3", name);
        return (await ReadAsync(
            command, row => new TemplateDraft(row.GetInt32(0), new TemplateText(row.GetString(1), row.GetString(2)), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4)), ct)).FirstOrDefault();
    }

    public static void SaveDraft(UnitOfWork work, TemplateName name, TemplateDraft draft) => work.Queue(
        """
        INSERT INTO documents.template_draft (office, code, edition, revision, body, style, saved_at, saver_name)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (office, code, edition) DO UPDATE SET
          revision = EXCLUDED.revision, body = EXCLUDED.body, style = EXCLUDED.style, saved_at = EXCLUDED.saved_at, saver_name = EXCLUDED.saver_name
        """,
        work.Office, name.Code, name.Edition, draft.Revision, draft.Text.Body, draft.Text.Style, work.Now, draft.Saver);

    public static void DropDraft(UnitOfWork work, TemplateName name) => work.Queue(
        "DELETE FROM documents.template_draft WHERE office = $1 AND code = $2 AND edition = $3", work.Office, name.Code, name.Edition);

    /// <returns>The whole of one version, by its hash.</returns>
    public static async Task<TemplateFiles?> FilesAsync(UnitOfWork work, TemplateName name, string hash, CancellationToken ct)
    {
        await using var command = Command(work, "SELECT files FROM documents.template WHERE office = $1 AND code = $2 AND edition = $3 AND hash = $4", name);
        command.Parameters.Add(new NpgsqlParameter { Value = hash });
        return (await ReadAsync(command, row => TemplateFiles.FromBytes(name.Code, row.GetFieldValue<byte[]>(0)), ct)).FirstOrDefault();
    }

    private static object?[] Values(UnitOfWork work, TemplateName name, TemplateVersion version) =>
        [work.Office, name.Code, name.Edition, version.Version, version.Hash, version.Source, version.Note, work.Now, work.Officer.Person, version.Maker];

    private static ShippedTemplate Shipped(NpgsqlDataReader row) => new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1));

    private static TemplateVersion Version(NpgsqlDataReader row) =>
        new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(5));

    private static NpgsqlCommand Command(UnitOfWork work, string sql, TemplateName name)
    {
#pragma warning disable CA2100 // the constants of this file
        return new NpgsqlCommand(sql, work.Connection)
#pragma warning restore CA2100
        {
            Parameters = { new() { Value = work.Office }, new() { Value = name.Code }, new() { Value = name.Edition } },
        };
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var all = new List<T>();
        while (await row.ReadAsync(ct))
        {
            all.Add(read(row));
        }

        return all;
    }
}

internal sealed record TemplateListing(TemplateName Name, TemplateVersion Current, ShippedTemplate? Shipped, string? Drafter)
{
    /// <summary>A newer one came with a release after the office had made its own: offered, never put over it.</summary>
    public bool HasUpdate => Shipped is not null && Current.Hash != Shipped.Hash && Current.MadeAt < Shipped.ArrivedAt;
}
