using Alokon.Host.Migrations;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Host;

public sealed class MigratorTests
{
    private static readonly SqlFile First = new("001_first.sql", "CREATE SCHEMA trial; CREATE TABLE trial.thing (id integer PRIMARY KEY, name text);");
    private static readonly SqlFile Second = new("002_second.sql", "ALTER TABLE trial.thing ALTER COLUMN name TYPE varchar; INSERT INTO trial.thing VALUES (1, 'satu');");
    private static readonly SqlFile View = new("trial.named_thing.sql", "CREATE VIEW trial.named_thing AS SELECT id, name FROM trial.thing WHERE name IS NOT NULL;");

    [Fact]
    public void The_program_s_own_files_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, SqlFile.Migrations().Count), SqlFile.Migrations().Select(file => file.Number));

    [Fact]
    public async Task The_program_s_own_files_apply_once_to_an_empty_database()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        Assert.Equal(SqlFile.Migrations().Select(file => file.Name), await Migrator.OfThisProgram().ApplyAsync(database.Source, default));
        Assert.Empty(await Migrator.OfThisProgram().ApplyAsync(database.Source, default));
    }

    [Fact]
    public async Task Four_programs_starting_together_apply_each_file_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new Migrator([First, Second], [View]).ApplyAsync(database.Source, default)));

        Assert.Equal(["001_first.sql", "002_second.sql"], applied.SelectMany(names => names));
    }

    [Fact]
    public async Task A_file_changed_after_it_was_applied_is_refused_by_name()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await new Migrator([First], []).ApplyAsync(database.Source, default);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => new Migrator([First with { Sql = First.Sql + " " }], []).ApplyAsync(database.Source, default));

        Assert.Contains("001_first.sql", refusal.Message);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await new Migrator([First, Second], []).ApplyAsync(database.Source, default);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => new Migrator([First], []).ApplyAsync(database.Source, default));

        Assert.Contains("002_second.sql", refusal.Message);
    }

    [Fact]
    public async Task A_file_that_fails_half_way_leaves_nothing_and_is_named()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var broken = new SqlFile("002_broken.sql", "CREATE TABLE trial.half (id integer); SELECT 1 / 0;");

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => new Migrator([First, broken], []).ApplyAsync(database.Source, default));

        Assert.Contains("002_broken.sql", refusal.Message);
        Assert.False(await AskAsync<bool>(database, "SELECT to_regclass('trial.half') IS NOT NULL"));
        Assert.Equal(1L, await AskAsync<long>(database, "SELECT count(*) FROM alokon.migration"));
    }

    [Fact]
    public async Task A_column_under_a_view_can_change_and_a_view_that_is_no_more_is_dropped()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await new Migrator([First], [View]).ApplyAsync(database.Source, default);

        await new Migrator([First, Second], [View]).ApplyAsync(database.Source, default);
        Assert.Equal(1L, await AskAsync<long>(database, "SELECT count(*) FROM trial.named_thing"));

        await new Migrator([First, Second], []).ApplyAsync(database.Source, default);
        Assert.False(await AskAsync<bool>(database, "SELECT to_regclass('trial.named_thing') IS NOT NULL"));
    }

    [Fact]
    public async Task The_login_role_may_be_a_superuser()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var superuser = database.AsSuperuser();

        Assert.NotEmpty(await Migrator.OfThisProgram().ApplyAsync(superuser, default));
    }

    [Fact]
    public async Task A_login_role_that_may_make_no_roles_is_told_what_the_administrator_has_to_do_and_then_it_works()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var superuser = database.AsSuperuser();
        var owner = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "plain_owner", Password = "rahasia", Pooling = false };
        await ExecuteAsync(superuser, $"CREATE ROLE plain_owner LOGIN PASSWORD 'rahasia'; ALTER DATABASE {owner.Database} OWNER TO plain_owner");
        await using var source = NpgsqlDataSource.Create(owner);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => Migrator.OfThisProgram().ApplyAsync(source, default));
        Assert.Contains("GRANT alokon_app TO plain_owner", refusal.Message);

        await ExecuteAsync(superuser, "GRANT alokon_app, alokon_worker TO plain_owner");
        Assert.NotEmpty(await Migrator.OfThisProgram().ApplyAsync(source, default));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> AskAsync<T>(TestDatabase database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!; // each of these questions has an answer
    }
}
