using System.Globalization;

namespace Alokon.Host.Embedded;

/// <summary>Where an installed PostgreSQL keeps its programs.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    public const int OldestMajor = 15;

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>
    /// An existing cluster needs the programs of its own major version, so <paramref name="major"/> may be asked for;
    /// otherwise the newest wins.
    /// </summary>
    /// <param name="major">The PG_VERSION of an existing cluster, or none.</param>
    /// <exception cref="EmbeddedException">Not installed.</exception>
    public static async Task<PostgresBinaries> FindAsync(int? major, CancellationToken ct)
    {
        var found = Debian().Concat(await OnPathAsync(ct))
            .Where(candidate => candidate.Major >= OldestMajor && (major is null || candidate.Major == major))
            .OrderByDescending(candidate => candidate.Major)
            .Select(candidate => new PostgresBinaries(candidate.Folder))
            .FirstOrDefault(binaries => File.Exists(binaries.Postgres) && File.Exists(binaries.Initdb));
        return found ?? throw new EmbeddedException(major is null
            ? $"PostgreSQL {OldestMajor} or newer is not installed; install the package postgresql, or give a server with --database"
            : $"The data folder was made by PostgreSQL {major}, which is not installed; install postgresql-{major}");
    }

    private static IEnumerable<(int Major, string Folder)> Debian() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(folder => (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), Path.Combine(folder, "bin")))
            : [];

    private static async Task<IEnumerable<(int Major, string Folder)>> OnPathAsync(CancellationToken ct)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (folders.Select(folder => Path.Combine(folder, "pg_config")).FirstOrDefault(File.Exists) is not { } config)
        {
            return [];
        }

        var bin = await Tool.RunAsync(config, ["--bindir"], null, ct);
        var version = await Tool.RunAsync(config, ["--version"], null, ct);
        // "PostgreSQL 16.4 (Homebrew)"
        var number = version.Output.Split(' ').ElementAtOrDefault(1)?.Split('.')[0].Trim();
        return bin.ExitCode == 0 && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? [(major, bin.Output.Trim())]
            : [];
    }
}
