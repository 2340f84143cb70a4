using Alokon.Host.Embedded;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Host;

public sealed class EmbeddedPostgresTests
{
    [Fact]
    public async Task It_listens_on_no_port_with_checksums_as_a_login_role_that_is_no_superuser()
    {
        await using var server = await OwnServer.StartAsync();

        Assert.Equal("", await server.AskAsync<string>("SELECT current_setting('listen_addresses')"));
        Assert.Equal("on", await server.AskAsync<string>("SELECT current_setting('data_checksums')"));
        Assert.Equal("UTF8", await server.AskAsync<string>("SELECT current_setting('server_encoding')"));
        Assert.False(await server.AskAsync<bool>("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.Postgres.PasswordFile));
    }

    [Fact]
    public async Task It_is_new_once_and_keeps_what_was_committed_over_a_stop()
    {
        await using var server = await OwnServer.StartAsync();
        Assert.True(server.Postgres.IsNew);
        await server.AskAsync<int>("CREATE SCHEMA trial; CREATE TABLE trial.kept AS SELECT 7 AS n; SELECT n FROM trial.kept");

        await server.StopAsync();
        await server.StartAgainAsync();

        Assert.False(server.Postgres.IsNew);
        Assert.Equal(7, await server.AskAsync<int>("SELECT n FROM trial.kept"));
    }

    [Fact]
    public async Task Killed_it_comes_up_again_by_itself_with_what_was_committed()
    {
        await using var server = await OwnServer.StartAsync();
        await server.AskAsync<int>("CREATE SCHEMA trial; CREATE TABLE trial.kept AS SELECT 7 AS n; SELECT n FROM trial.kept");
        var before = server.Postgres.Pid!.Value; // it has just answered

        OwnServer.Kill(before);

        Assert.Equal(7, await server.AskAsync<int>("SELECT n FROM trial.kept"));
        Assert.NotEqual(before, server.Postgres.Pid);
    }

    [Fact]
    public async Task A_server_that_lost_the_shell_between_it_and_Alokon_is_stopped_and_started_anew()
    {
        await using var server = await OwnServer.StartAsync();
        var before = server.Postgres.Pid!.Value; // it has just answered

        OwnServer.Kill(OwnServer.ParentOf(before));

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (server.Postgres.Pid is not { } now || now == before)
        {
            await Task.Delay(20, limit.Token);
        }

        Assert.Equal(1, await server.AskAsync<int>("SELECT 1"));
    }

    [Theory]
    [InlineData("999999999")] // nobody has this number
    [InlineData("1")] // somebody else has it: after a power cut the numbers begin again
    public async Task A_stale_pid_file_is_no_obstacle(string pid)
    {
        await using var server = await OwnServer.StartAsync();
        await server.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "pg", "cluster", "postmaster.pid"), $"{pid}\n");

        await server.StartAgainAsync();

        Assert.Equal(1, await server.AskAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task A_second_Alokon_on_the_same_folder_is_refused_and_told_who_holds_it()
    {
        await using var server = await OwnServer.StartAsync();

        var refusal = Assert.Throws<EmbeddedException>(() => DataFolder.Claim(server.Folder));

        Assert.Contains($"process {Environment.ProcessId}", refusal.Message);
        Assert.DoesNotContain("\n", refusal.Message);
    }

    [Fact]
    public async Task A_folder_too_deep_for_a_socket_gets_a_short_private_one()
    {
        using var folder = new TemporaryFolder();
        using var data = DataFolder.Claim(folder.Path);
        var deep = Path.Combine(folder.Path, new string('d', 60), new string('e', 60));
        Directory.CreateDirectory(deep);
        File.SetUnixFileMode(Path.GetDirectoryName(deep)!, (UnixFileMode)0b111_101_101); // it was joined from two parts
        using var below = DataFolder.Claim(deep);

        await using var postgres = await EmbeddedPostgres.StartAsync(below, NullLogger.Instance, durable: false, CancellationToken.None);

        var socket = new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!; // always set by the cluster
        Assert.True(Path.Combine(socket, ".s.PGSQL.5432").Length <= 107);
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(socket));
        Directory.Delete(socket, recursive: true);
    }
}
