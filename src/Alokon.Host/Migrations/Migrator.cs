using Npgsql;

namespace Alokon.Host.Migrations;

/// <summary>The database cannot be brought to this program's version; the message is one line for the operator.</summary>
internal sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Brings a database to the version of this program: numbered files, forward only, each in its own transaction;
/// then the views, which are code and made anew whenever they or the tables below them have changed.
/// </summary>
internal sealed class Migrator(IReadOnlyList<SqlFile> migrations, IReadOnlyList<SqlFile> views)
{
    // Any number that nobody else on the server uses: "ALOKON" in hexadecimal digits of its letters.
    private const long LockKey = 0x414C4F4B4F4E;

    public static Migrator OfThisProgram() => new(SqlFile.Migrations(), SqlFile.Views());

    /// <returns>The names of the files applied now, in order; empty when the database was up to date.</returns>
    /// <exception cref="MigrationException">An applied file has changed, the database is newer than the program, or a file failed.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        // Several Alokons may start at once on one database: one migrates, the others wait and find it done.
        await ExecuteAsync(connection, "SELECT pg_advisory_lock($1)", ct, LockKey);
        try
        {
            return await ApplyLockedAsync(connection, ct);
        }
        finally
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None, LockKey);
        }
    }

    private async Task<IReadOnlyList<string>> ApplyLockedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await ExecuteAsync(connection, Ledger, ct);
        var applied = await ReadAppliedAsync(connection, ct);
        Check(applied);
        var pending = migrations.Where(file => !applied.ContainsKey(file.Number)).ToList();
        var made = await ReadViewsAsync(connection, ct);
        var viewsChanged = pending.Count > 0 || !made.SequenceEqual(views.Select(view => (view.Name, view.Checksum)));
        if (viewsChanged)
        {
            // Before the files: a table cannot change its columns under a view.
            await DropViewsAsync(connection, made, ct);
        }

        foreach (var file in pending)
        {
            await ApplyFileAsync(connection, file, "INSERT INTO alokon.migration (number, name, checksum) VALUES ($1, $2, $3)", [file.Number, file.Name, file.Checksum], ct);
        }

        foreach (var view in viewsChanged ? views : [])
        {
            await ApplyFileAsync(connection, view, "INSERT INTO alokon.made_view (name, checksum) VALUES ($1, $2)", [view.Name, view.Checksum], ct);
        }

        return [.. pending.Select(file => file.Name)];
    }

    private void Check(Dictionary<int, (string Name, string Checksum)> applied)
    {
        foreach (var (number, was) in applied)
        {
            if (migrations.FirstOrDefault(file => file.Number == number) is not { } file)
            {
                throw new MigrationException($"The database is newer than this program: it has migration {was.Name}, which this program does not know. Start the newer Alokon.");
            }

            if (file.Checksum != was.Checksum)
            {
                throw new MigrationException($"Migration {file.Name} was changed after this database applied it. Restore the file as it was and put the change into a new one.");
            }
        }
    }

    private static async Task ApplyFileAsync(NpgsqlConnection connection, SqlFile file, string record, object[] values, CancellationToken ct)
    {
#pragma warning disable RS0030 // no unit of work here: a migration belongs to no office and no officer
        await using var transaction = await connection.BeginTransactionAsync(ct);
#pragma warning restore RS0030
        try
        {
            await ExecuteAsync(connection, file.Sql, ct);
            await ExecuteAsync(connection, record, ct, values);
        }
        catch (PostgresException failure)
        {
            throw new MigrationException($"Migration {file.Name} failed: {failure.SqlState} {failure.MessageText}{(failure.Hint is { } hint ? $" ({hint})" : "")}", failure);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task DropViewsAsync(NpgsqlConnection connection, IReadOnlyList<(string Name, string Checksum)> made, CancellationToken ct)
    {
        foreach (var (name, _) in made.Reverse())
        {
            // A view's file is named schema.view.sql; the name came from this program's own files.
            await ExecuteAsync(connection, $"DROP VIEW IF EXISTS {Path.GetFileNameWithoutExtension(name)}", ct);
            await ExecuteAsync(connection, "DELETE FROM alokon.made_view WHERE name = $1", ct, name);
        }
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT number, name, checksum FROM alokon.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        Dictionary<int, (string, string)> applied = [];
        while (await reader.ReadAsync(ct))
        {
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    private static async Task<List<(string Name, string Checksum)>> ReadViewsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT name, checksum FROM alokon.made_view ORDER BY made_order", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<(string, string)> made = [];
        while (await reader.ReadAsync(ct))
        {
            made.Add((reader.GetString(0), reader.GetString(1)));
        }

        return made;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
#pragma warning disable CA2100 // the program's own files and constants
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    private const string Ledger =
        """
        CREATE SCHEMA IF NOT EXISTS alokon;
        CREATE TABLE IF NOT EXISTS alokon.migration (
          number     integer     PRIMARY KEY,
          name       text        NOT NULL,
          checksum   text        NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE TABLE IF NOT EXISTS alokon.made_view (
          name       text    PRIMARY KEY,
          checksum   text    NOT NULL,
          made_order integer GENERATED ALWAYS AS IDENTITY
        );
        """;
}
