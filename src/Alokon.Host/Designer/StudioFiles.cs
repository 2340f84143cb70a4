using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Alokon.Host.Designer;

/// <summary>
/// Elsa Studio as npm brought it, served as it is: its runtime checks the hash of every file. Under an address with the version, so
/// that a browser may keep everything for a year and a new version is a new address.
/// </summary>
internal sealed class StudioFiles
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FileExtensionContentTypeProvider Types = new(new Dictionary<string, string>(new FileExtensionContentTypeProvider().Mappings, StringComparer.OrdinalIgnoreCase)
    {
        [".dat"] = "application/octet-stream",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".wasm"] = "application/wasm",
    });

    // As the package brings them beside each file, best first.
    private static readonly (string Coding, string Suffix)[] Packed = [("br", ".br"), ("gzip", ".gz")];

    private readonly string _root;

    private StudioFiles(string root, string? version)
    {
        _root = Path.GetFullPath(root) + Path.DirectorySeparatorChar;
        Version = version;
    }

    /// <summary>None: npm could not bring it, and the designer's page says so.</summary>
    public string? Version { get; }

    /// <summary>Where the files of this version are served.</summary>
    public string Url => $"/desainer/studio/{Version}/";

    /// <summary>Beside the program where it was published, else where the build had npm put it.</summary>
    public static StudioFiles Find()
    {
        string[] folders =
        [
            Path.Combine(AppContext.BaseDirectory, "studio"),
            Path.Combine(Home.Folder, "src", "Alokon.Host", "Designer", "node_modules", "@elsa-workflows", "elsa-studio-wasm"),
        ];
        return folders.Select(At).FirstOrDefault(found => found.Version is not null) ?? At(folders[0]);
    }

    public static StudioFiles At(string folder)
    {
        var package = Path.Combine(folder, "package.json");
        if (!File.Exists(package) || !File.Exists(Path.Combine(folder, "_framework", "blazor.webassembly.js")))
        {
            return new StudioFiles(folder, null);
        }

        using var json = JsonDocument.Parse(File.ReadAllText(package));
        return new StudioFiles(folder, json.RootElement.GetProperty("version").GetString());
    }

    public Task SendVersionedAsync(HttpContext http, string version, string path) => SendAsync(http, path, version == Version ? Forever : null);

    /// <summary>What Studio fetches relative to its page, without the version in the address: kept, but asked for again.</summary>
    public Task SendUnversionedAsync(HttpContext http, string folder, string path) => SendAsync(http, $"{folder}/{path}", "no-cache");

    private async Task SendAsync(HttpContext http, string path, string? keep)
    {
        if (keep is null || Version is null || Locate(path) is not { } file || !Types.TryGetContentType(path, out var type))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var (coding, suffix) = Packed.FirstOrDefault(way => accepted.Contains(way.Coding, StringComparison.Ordinal) && File.Exists(file + way.Suffix));
        var headers = http.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = keep;
        headers.ETag = $"\"{Version}-{coding}\"";
        if (http.Request.Headers.IfNoneMatch == headers.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (coding is not null)
        {
            headers.ContentEncoding = coding;
        }

        http.Response.ContentType = type;
        http.Response.ContentLength = new FileInfo(file + suffix).Length;
        await http.Response.SendFileAsync(file + suffix, http.RequestAborted);
    }

    // "..", an absolute path or a link of another root leads out of the folder: there is nothing for anybody.
    private string? Locate(string path)
    {
        var full = Path.GetFullPath(Path.Combine(_root, path));
        return full.StartsWith(_root, StringComparison.Ordinal) && File.Exists(full) ? full : null;
    }
}
