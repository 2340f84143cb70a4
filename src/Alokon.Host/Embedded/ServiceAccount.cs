using System.Diagnostics;

namespace Alokon.Host.Embedded;

/// <summary>
/// The unprivileged account under which PostgreSQL and Chromium run when Alokon itself runs as root:
/// PostgreSQL refuses root, and a browser without its sandbox is no place for a paper's data.
/// </summary>
internal sealed record ServiceAccount(string Name, string Home)
{
    /// <summary><c>alokon</c> is made by docker/install-prerequisites.sh, <c>postgres</c> by Debian's package.</summary>
    private static readonly string[] Candidates = ["alokon", "postgres"];

    /// <returns>None when Alokon is not root: then everything runs as whoever started it.</returns>
    /// <exception cref="EmbeddedException">Root, and neither account exists.</exception>
    public static ServiceAccount? OfThisMachine()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var lines = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 7).ToList();
        foreach (var candidate in Candidates)
        {
            if (lines.FirstOrDefault(fields => fields[0] == candidate && fields[2] != "0") is { } found)
            {
                return new ServiceAccount(candidate, found[5]);
            }
        }

        throw new EmbeddedException("Alokon runs as root and finds no unprivileged account for PostgreSQL and Chromium; make one: useradd --system alokon");
    }

    public void Apply(ProcessStartInfo start)
    {
        start.UserName = Name;
        start.Environment["HOME"] = Home;
        start.Environment["USER"] = Name;
        start.Environment["LOGNAME"] = Name;
    }
}
