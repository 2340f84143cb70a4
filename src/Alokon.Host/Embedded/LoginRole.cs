using Npgsql;

namespace Alokon.Host.Embedded;

/// <summary>The role and the database that Alokon works with in its own server; a server given with --database brings its own.</summary>
internal sealed class LoginRole(PostgresCluster cluster)
{
    private const string Name = "alokon";

    /// <returns>True when the database was made now.</returns>
    public async Task<bool> EnsureAsync(CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(cluster.ConnectionString("postgres", "postgres") + ";Pooling=false");
        if (!await ExistsAsync(admin, "SELECT count(*) FROM pg_roles WHERE rolname = $1", ct))
        {
            // CREATEROLE: the first migration makes the two roles that work inside transactions.
            // NOINHERIT: without SET ROLE it sees no office's rows.
            await ExecuteAsync(admin, $"CREATE ROLE {Name} LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS CREATEROLE", ct);
        }

        // At every start: the password file is the truth, should the two ever differ. The password is hexadecimal digits.
        await ExecuteAsync(admin, $"ALTER ROLE {Name} PASSWORD '{cluster.PasswordOf(Name)}'", ct);
        if (await ExistsAsync(admin, "SELECT count(*) FROM pg_database WHERE datname = $1", ct))
        {
            return false;
        }

        await ExecuteAsync(admin, $"CREATE DATABASE {Name} OWNER {Name}", ct);
        return true;
    }

    private static async Task<bool> ExistsAsync(NpgsqlDataSource admin, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // one of the two constants above
        await using var command = admin.CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.Add(new NpgsqlParameter { Value = Name });
        return await command.ExecuteScalarAsync(ct) is > 0L;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource admin, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // constants and our own password file
        await using var command = admin.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
