using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Host.Elsa;

/// <summary>The body of a request as a JSON object. Member names in any case: Elsa's own clients write both.</summary>
internal static class ElsaBody
{
    /// <summary>An SOP of some hundred steps takes a tenth of it.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    public static async Task<Outcome<JsonObject>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes)
        {
            return new TooLarge();
        }

        using var buffer = new MemoryStream();
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(piece, ct)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
            {
                return new TooLarge();
            }

            buffer.Write(piece, 0, read);
        }

        return buffer.Length == 0 ? new JsonObject(AnyCase) : Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static Outcome<JsonObject> Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(utf8);
            // Walked once, because duplicate members come out only then; and no text of this program holds a NUL.
            return JsonNode.Parse(utf8, AnyCase, Deep) is JsonObject json && !json.ToJsonString().Contains("\\u0000", StringComparison.Ordinal)
                ? json
                : new Unreadable("harus berupa objek {…} tanpa huruf NUL");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return new Unreadable(e is JsonException { LineNumber: { } line } json ? $"baris {line + 1}, huruf {json.BytePositionInLine + 1}" : "bentuk tidak benar");
        }
    }

    /// <summary>Text of a member; none when it is absent, null or something else.</summary>
    public static string? Text(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The texts of a list; empty when there is none.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject body, string name) =>
        [.. (body[name] as JsonArray ?? []).OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) ? text : null).OfType<string>()];

    public sealed record Unreadable : Refusal
    {
        public Unreadable(string place)
            : base("body-malformed", RefusalKind.Malformed, $"Expected a JSON object, but: {place}") =>
            Arguments = [place];
    }

    public sealed record TooLarge() : Refusal("body-too-large", RefusalKind.TooLarge, $"Expected at most {MaxBytes} bytes");
}
