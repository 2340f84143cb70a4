using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Alokon.Host.Embedded;

/// <summary>The files of the embedded server below DATA/pg: the cluster itself, its socket, its passwords.</summary>
internal sealed class PostgresCluster(DataFolder data, bool durable)
{
    /// <summary>Of a Unix socket's path, terminating zero not counted (sockaddr_un).</summary>
    private const int LongestSocketPath = 107;

    private const string SocketName = ".s.PGSQL.5432";

    private readonly string _root = Path.Combine(data.Path, "pg");

    public string Folder => Path.Combine(_root, "cluster");

    public string SocketFolder { get; } = SocketFolderFor(Path.Combine(data.Path, "pg"));

    /// <summary>In the form of .pgpass, so that pg_dump and psql can be given it as PGPASSFILE. Readable by Alokon's own user only.</summary>
    public string PasswordFile => Path.Combine(_root, "pgpass");

    /// <summary>What an existing cluster was made by; none before the first start.</summary>
    public int? Major => File.Exists(Path.Combine(Folder, "PG_VERSION"))
        ? int.Parse(File.ReadAllText(Path.Combine(Folder, "PG_VERSION")), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)
        : null;

    /// <summary>Folders, passwords and cluster, as far as they are missing.</summary>
    public async Task PrepareAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        await OwnAsync(_root, ct);
        await OwnAsync(SocketFolder, ct);
        if (!File.Exists(PasswordFile))
        {
            await WritePasswordsAsync(ct);
        }

        if (Major is null)
        {
            await InitializeAsync(binaries, ct);
        }
    }

    public string ConnectionString(string user, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Username = user,
        Password = PasswordOf(user),
        Database = database,
        ApplicationName = "alokon",
        MaxPoolSize = 40,
    }.ConnectionString;

    /// <summary>Said on the command line at every start, so that the cluster's own files stay as initdb wrote them.</summary>
    public IEnumerable<string> ServerArguments()
    {
        Dictionary<string, string> settings = new()
        {
            ["listen_addresses"] = "",
            ["port"] = "5432", // names the socket only: nothing listens on TCP
            ["unix_socket_directories"] = SocketFolder,
            ["unix_socket_permissions"] = "0700",
            ["max_connections"] = "200",
            ["shared_buffers"] = $"{SharedBuffersMb()}MB",
            // A page that changes first after a checkpoint goes to the log whole: few checkpoints make small logs. Not where the disk is small.
            ["max_wal_size"] = new DriveInfo(_root).AvailableFreeSpace > 100L << 30 ? "16GB" : "4GB",
            ["checkpoint_timeout"] = "30min",
            // What need not outlive a crash need not be written down for one.
            ["wal_compression"] = durable ? "on" : "off",
            ["full_page_writes"] = durable ? "on" : "off",
            ["fsync"] = durable ? "on" : "off",
            ["TimeZone"] = "UTC",
            ["lc_messages"] = "C",
            ["logging_collector"] = "on",
            ["log_directory"] = Path.Combine(_root, "log"),
            ["log_filename"] = "postgres-%a.log", // seven files, each begun anew after a week
            ["log_truncate_on_rotation"] = "on",
        };
        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }

    // An eighth of the memory: the other programs of a small server need theirs, and the system's own cache holds the rest.
    private static long SharedBuffersMb() => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / (1024 * 1024), 128, 2048);

    private async Task InitializeAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        // Beside its place and then renamed: a start that is killed half-way leaves no half cluster behind.
        var draft = Folder + ".draft";
        var secret = Path.Combine(_root, "initdb.secret");
        await Tool.MustAsync("rm", ["-rf", draft], null, ct);
        try
        {
            await WriteSecretAsync(secret, PasswordOf("postgres"), ct);
            await Tool.MustAsync("chown", [Owner, secret], null, ct);
            string[] arguments = ["-D", draft, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"];
            await Tool.MustAsync(binaries.Initdb, durable ? arguments : [.. arguments, "--no-sync"], data.Account, ct);
        }
        finally
        {
            File.Delete(secret);
        }

        Directory.Move(draft, Folder);
    }

    private string Owner => data.Account?.Name ?? Environment.UserName;

    /// <summary>The folder exists, mode 0700, and everything in it belongs to the account that runs the server.</summary>
    private async Task OwnAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        if (data.Account is not null)
        {
            var owner = (await Tool.MustAsync("stat", ["-c", "%U", folder], null, ct)).Trim();
            if (owner != Owner)
            {
                await Tool.MustAsync("chown", ["-R", Owner, folder], null, ct);
            }

            var reachable = await Tool.RunAsync("test", ["-x", folder], data.Account, ct);
            if (reachable.ExitCode != 0)
            {
                throw new EmbeddedException($"Account {Owner} cannot reach {folder}: a folder above it is closed to others; choose another with --data");
            }
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task WritePasswordsAsync(CancellationToken ct)
    {
        var lines = new[] { "postgres", "alokon" }.Select(user => $"*:*:*:{user}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}\n");
        await WriteSecretAsync(PasswordFile, string.Concat(lines), ct);
    }

    private static async Task WriteSecretAsync(string file, string text, CancellationToken ct)
    {
        File.Delete(file);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using var stream = new FileStream(file, options);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), ct);
    }

    public string PasswordOf(string user) =>
        File.ReadLines(PasswordFile).Select(line => line.Split(':')).First(fields => fields[3] == user)[4];

    private static string SocketFolderFor(string root)
    {
        var own = Path.Combine(root, "run");
        if (Encoding.UTF8.GetByteCount(Path.Combine(own, SocketName)) <= LongestSocketPath)
        {
            return own;
        }

        // Too deep for a socket: a short folder that is the same at every start, and closed (0700) like the other.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16];
        var runtime = Environment.IsPrivilegedProcess ? null : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return Path.Combine(Directory.Exists(runtime) ? runtime : "/tmp", $"alokon-{mark}");
    }
}
