using System.Text.RegularExpressions;

namespace Alokon.Sop.People;

public static partial class Username
{
    // What the table accepts (account_username_is_plain).
    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain { get; }

    public static bool IsPlain(string username) => Plain.IsMatch(username);
}
