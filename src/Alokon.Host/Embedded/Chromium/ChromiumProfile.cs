using System.Globalization;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>
/// The folder of one browser. Its name carries the process that made it: a node that was killed could not clear up, so the next start of
/// a browser takes away what nobody alive has made.
/// </summary>
internal static class ChromiumProfile
{
    private const string Place = "/tmp";

    private const string Prefix = "alokon-chromium-";

    public static async Task<string> MakeAsync(ServiceAccount? account)
    {
        string[] left = [.. Directory.EnumerateDirectories(Place, $"{Prefix}*").Where(IsLeft)];
        if (left.Length > 0)
        {
            await Tool.RunAsync("rm", ["-rf", "--", .. left], null, CancellationToken.None);
        }

        // Not cancellable: a folder whose name we never learn would stay as long as we live.
        var mine = string.Create(CultureInfo.InvariantCulture, $"{Place}/{Prefix}{Environment.ProcessId}-XXXXXXXX");
        return (await Tool.MustAsync("mktemp", ["-d", mine], account, CancellationToken.None)).Trim();
    }

    public static Task RemoveAsync(string profile) => Tool.RunAsync("rm", ["-rf", profile], null, CancellationToken.None);

    private static bool IsLeft(string path) =>
        Path.GetFileName(path)[Prefix.Length..].Split('-') is [var maker, _]
        && int.TryParse(maker, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}"));
}
