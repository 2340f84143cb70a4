using Alokon.Host.Demo;
using Alokon.Host.Embedded;
using Alokon.Host.Migrations;
using Npgsql;

namespace Alokon.Host.Commands;

/// <summary>`alokon serve`: everything needed to use the product in a browser, in the foreground.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var server = await Server.StartAsync(ServeOptions.Parse(args), Announce, CancellationToken.None);
            await server.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (failure is UsageException or HomeException or EmbeddedException or MigrationException or StartException)
        {
            await Console.Error.WriteLineAsync($"alokon: {failure.Message}");
            return 1;
        }
        catch (NpgsqlException failure)
        {
            // Only a start lets it through: while it serves, everybody asks again. Whoever watches over the node starts it again.
            await Console.Error.WriteLineAsync($"alokon: the database does not answer: {failure.Message}");
            return 1;
        }
    }

    private static void Announce(Server server)
    {
        Console.WriteLine();
        Console.WriteLine($"  Alokon is serving at {server.Url}");
        if (server.Demo)
        {
            Console.WriteLine("  Demo: fictional officers and facilities; every paper bears CONTOH.");
        }

        PrintAccounts(server.NewAccounts);
        Console.WriteLine("  Ctrl-C stops everything that was started.");
        Console.WriteLine();
    }

    private static void PrintAccounts(IReadOnlyList<DemoAccount> accounts)
    {
        if (accounts.Count == 0)
        {
            return;
        }

        Console.WriteLine("  Accounts (printed once; keep them):");
        foreach (var account in accounts)
        {
            Console.WriteLine($"    {account.Office}  {account.Username,-16} {account.Password,-24} {account.Name}, {account.Title}");
        }
    }
}
