using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Documents;

namespace Alokon.Sop.Archive;

public sealed record ManifestFile(string Path, long Size, string Sha256);

/// <param name="Position">Of who signed; several stand side by side, parted by "; ".</param>
public sealed record ManifestDocument(string Code, string Number, string Title, DateOnly IssuedOn, string Position, string Path, int Pages, string Sha256);

/// <param name="Path">None: restricted, only its hash is in the pack.</param>
public sealed record ManifestAttachment(string Kind, string? Path, long Size, string Sha256, bool Restricted);

public sealed record ManifestCase(Guid Id, string? Number, string? Status);

public sealed record ManifestDefinition(string Id, int Version);

public sealed record ManifestEvents(long Count, string LastHash);

/// <summary>The signed list of what a pack is.</summary>
public sealed record PackManifest(
    string Format,
    int Version,
    bool Demo,
    string Office,
    DateTimeOffset SealedAt,
    string Key,
    ManifestCase Case,
    ManifestDefinition Definition,
    ManifestEvents Events,
    IReadOnlyList<ManifestDocument> Documents,
    IReadOnlyList<ManifestAttachment> Attachments,
    IReadOnlyList<ManifestFile> Files)
{
    public const string FormatName = "alokon-arsip";
    public const int CurrentVersion = 1;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Format} {Version}");

    /// <returns>None when it is no manifest.</returns>
    public static PackManifest? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<PackManifest>(bytes, Strict);
            return manifest is null || HasHoles(manifest.Files) || HasHoles(manifest.Documents) || HasHoles(manifest.Attachments) ? null : manifest;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static byte[] Write(
        PackContents contents,
        string fingerprint,
        IEnumerable<PackFile> files,
        IEnumerable<(PrintedDocument Document, PackFile File)> documents,
        IEnumerable<(PackAttachment Attachment, PackFile? File)> attachments)
    {
        var facts = CaseFacts.Read(contents.Facts);
        var json = new JsonObject
        {
            ["format"] = FormatName,
            ["version"] = CurrentVersion,
            ["demo"] = contents.Demo,
            ["office"] = contents.Office.ToString(CultureInfo.InvariantCulture),
            ["sealedAt"] = contents.SealedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["key"] = fingerprint,
            ["case"] = CaseJson(contents),
            ["definition"] = new JsonObject { ["id"] = facts.DefinitionId, ["version"] = facts.Version, ["path"] = PackPaths.Definition },
            ["events"] = new JsonObject { ["count"] = contents.Events.Count, ["lastHash"] = contents.LastHash, ["path"] = PackPaths.Events },
            ["documents"] = new JsonArray([.. documents.Select(d => Json(d.Document, d.File))]),
            ["attachments"] = new JsonArray([.. attachments.Select(a => Json(a.Attachment, a.File))]),
            ["files"] = new JsonArray([.. files.Where(f => PackPaths.IsInManifest(f.Path)).Select(Json)]),
        };
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteTo(writer);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    // The serializer lets a null stand in a list, whatever the list's type says.
    private static bool HasHoles(IEnumerable<object?> items) => items.Any(item => item is null);

    private static JsonObject CaseJson(PackContents contents)
    {
        var json = new JsonObject { ["id"] = contents.CaseId };
        foreach (var (name, value) in contents.Facts)
        {
            if (name is not ("id" or CaseFacts.DefinitionName or CaseFacts.VersionName))
            {
                json[name] = value?.DeepClone();
            }
        }

        return json;
    }

    private static JsonObject Json(PrintedDocument document, PackFile file) =>
        new()
        {
            ["code"] = document.Code,
            ["number"] = document.Number,
            ["title"] = document.Title,
            ["issuedOn"] = document.IssuedOn.ToString("O", CultureInfo.InvariantCulture),
            ["position"] = string.Join("; ", document.Positions),
            ["path"] = file.Path,
            ["pages"] = document.Pages,
            ["sha256"] = PackBuilder.Sha256(file.Bytes.Span),
        };

    private static JsonObject Json(PackAttachment attachment, PackFile? file) =>
        new()
        {
            ["kind"] = attachment.Kind,
            ["path"] = file?.Path,
            ["size"] = attachment.Bytes.Length,
            ["sha256"] = PackBuilder.Sha256(attachment.Bytes),
            ["restricted"] = attachment.Restricted,
        };

    private static JsonObject Json(PackFile file) =>
        new() { ["path"] = file.Path, ["size"] = file.Bytes.Length, ["sha256"] = PackBuilder.Sha256(file.Bytes.Span) };
}
