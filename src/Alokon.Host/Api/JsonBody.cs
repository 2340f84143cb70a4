using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Host.Api;

/// <summary>The body of a request as one JSON object, or a refusal that names the place.</summary>
internal static class JsonBody
{
    /// <summary>More than anybody types into a form.</summary>
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static async Task<Outcome<JsonObject>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        if (!await CopyAsync(request.Body, buffer, MaxBytes, ct))
        {
            return new ErrorDoor.TooLarge();
        }

        if (buffer.Length == 0)
        {
            return new JsonObject();
        }

        try
        {
            var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes.Span);
            var node = JsonNode.Parse(bytes.Span, documentOptions: Strict);
            if (node is not JsonObject json)
            {
                return new Malformed("harus berupa objek {…}");
            }

            // Duplicate names and lone surrogates come out only when the tree is walked: here, not in a handler.
            var whole = json.ToJsonString();
            return whole.Contains("\\u0000", StringComparison.Ordinal) ? new Malformed("huruf NUL tidak diterima") : json;
        }
        catch (JsonException e)
        {
            return new Malformed(e.LineNumber is { } line ? $"baris {line + 1}, huruf {e.BytePositionInLine + 1}" : "bentuk tidak benar");
        }
        catch (Exception e) when (e is DecoderFallbackException or ArgumentException or InvalidOperationException)
        {
            return new Malformed("bukan UTF-8 yang benar");
        }
    }

    /// <returns>False as soon as it is more than <paramref name="max"/> bytes.</returns>
    public static async Task<bool> CopyAsync(Stream body, MemoryStream buffer, int max, CancellationToken ct)
    {
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(piece, ct)) > 0)
        {
            if (buffer.Length + read > max)
            {
                return false;
            }

            buffer.Write(piece, 0, read);
        }

        return true;
    }

    public sealed record Malformed : Refusal
    {
        public Malformed(string place)
            : base("body-malformed", RefusalKind.Malformed, $"Expected a JSON object, but: {place}") =>
            Arguments = [place];
    }
}
