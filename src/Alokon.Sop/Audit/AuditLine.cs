using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Audit;

/// <summary>
/// One event as it is hashed: one JSON object on one line, members in the order of this record, no white space, UTF-8,
/// escaped no more than JSON needs, time in UTC with six digits. The bytes are kept as they are, because a jsonb
/// column would give them back in another order and the hash would no longer hold.
/// </summary>
/// <param name="Actor">Id of the person; the empty id is the system itself.</param>
/// <param name="Prev">SHA-256 (hex) of the bytes of the line before; 64 zeros on the first.</param>
public sealed record AuditLine(
    Guid Case, long Seq, DateTimeOffset At, Guid Actor, string? Position, string Kind, string? Step, JsonObject Data, string Prev)
{
    public const int Format = 1;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    public static string FirstPrev { get; } = new('0', 64);

    public static string Hash(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Format);
            writer.WriteString("case", Case);
            writer.WriteNumber("seq", Seq);
            writer.WriteString("at", At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteString("actor", Actor);
            writer.WriteString("position", Position);
            writer.WriteString("kind", Kind);
            writer.WriteString("step", Step);
            writer.WritePropertyName("data");
            Data.WriteTo(writer);
            writer.WriteString("prev", Prev);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>None when the bytes are not a line of this format in its canonical form.</returns>
    public static AuditLine? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            return Read(json.RootElement) is { } line && line.ToBytes().AsSpan().SequenceEqual(bytes.Span) ? line : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static AuditLine? Read(JsonElement o) =>
        o.GetProperty("v").GetInt32() == Format
            ? new AuditLine(
                o.GetProperty("case").GetGuid(),
                o.GetProperty("seq").GetInt64(),
                DateTimeOffset.ParseExact(o.GetProperty("at").GetString() ?? "", TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                o.GetProperty("actor").GetGuid(),
                o.GetProperty("position").GetString(),
                o.GetProperty("kind").GetString() ?? "",
                o.GetProperty("step").GetString(),
                JsonObject.Create(o.GetProperty("data").Clone()) ?? [],
                o.GetProperty("prev").GetString() ?? "")
            : null;
}
