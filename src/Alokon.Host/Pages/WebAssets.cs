using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Alokon.Host.Pages;

/// <summary>The few files the pages need, served by ourselves: compressed once, named by their content, kept by the browser for a year.</summary>
internal static class WebAssets
{
    private static readonly IReadOnlyList<WebAsset> All =
    [
        new("/lib/tabler.min.css", "text/css; charset=utf-8"),
        new("/css/alokon.css", "text/css; charset=utf-8"),
        new("/js/alokon.js", "text/javascript; charset=utf-8"),
        new("/js/template.js", "text/javascript; charset=utf-8"),
        new("/css/designer.css", "text/css; charset=utf-8"),
        new("/js/session.js", "text/javascript; charset=utf-8"),
        new("/js/studio-words.js", "text/javascript; charset=utf-8"),
        new("/js/studio-id.js", "text/javascript; charset=utf-8"),
        new("/js/studio-icons.js", "text/javascript; charset=utf-8"),
        new("/js/publish.js", "text/javascript; charset=utf-8"),
        new("/js/boot.js", "text/javascript; charset=utf-8"),
    ];

    public static string Url(string path) => All.Single(a => a.Path == path).VersionedUrl;

    public static void MapWebAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in All)
        {
            routes.MapGet(asset.Path, asset.SendAsync).AllowAnonymous().ExcludeFromDescription();
        }
    }
}

internal sealed class WebAsset(string path, string mediaType)
{
    private readonly Lazy<(byte[] Plain, byte[] Gzip, string Hash)> _content = new(() => Load(path));

    public string Path => path;

    public string VersionedUrl => $"{path}?v={_content.Value.Hash}";

    public async Task SendAsync(HttpContext http)
    {
        var (plain, gzip, hash) = _content.Value;
        var headers = http.Response.Headers;
        headers.ETag = $"\"{hash}\"";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = http.Request.Query["v"] == hash ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch == headers.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var compressed = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        if (compressed)
        {
            headers.ContentEncoding = "gzip";
        }

        var body = compressed ? gzip : plain;
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static (byte[] Plain, byte[] Gzip, string Hash) Load(string path)
    {
        var name = $"Alokon.Web.{path[(path.LastIndexOf('/') + 1)..]}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Expected the embedded file {name}.");
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        }

        return (plain.ToArray(), small.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain.ToArray()))[..12]);
    }
}
