namespace Alokon.Host;

/// <summary>The folder with workflows/ and templates/: ALOKON_HOME, else the nearest one above the program or the working directory.</summary>
internal static class Home
{
    public static string Workflows => Path.Combine(Find(), "workflows");

    public static string Templates => Path.Combine(Find(), "templates");

    public static string Folder => Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("ALOKON_HOME") is { Length: > 0 } home)
        {
            return home;
        }

        return Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
            ?? throw new HomeException("workflows/ and templates/ are not to be found: set ALOKON_HOME to the folder that holds them");
    }

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "workflows")) && Directory.Exists(Path.Combine(folder.FullName, "templates")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}

/// <summary>The installation is not whole; the message is one line for the operator.</summary>
internal sealed class HomeException(string message) : Exception(message);
