using System.Text.Json.Nodes;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>What a finished paper says about itself.</summary>
/// <param name="Author">The office that issues it.</param>
/// <param name="Code">By which it can be checked; null on a sheet that nobody issued.</param>
/// <param name="Source">The data it was made of, as JSON.</param>
public sealed record PaperFacts(string Title, string Author, string? Code, DateTimeOffset IssuedAt, ReadOnlyMemory<byte> Source)
{
    /// <summary>Where the office signs.</summary>
    public string Place { get; init; } = "";

    /// <param name="model">As <see cref="DocumentModel"/> froze it.</param>
    public static PaperFacts Of(JsonObject model, DateTimeOffset issuedAt, ReadOnlyMemory<byte> source)
    {
        var paper = model["dokumen"];
        var code = paper?["verifikasi"]?["kode"]?.GetValue<string>();
        string?[] title = [paper?["judul"]?.GetValue<string>(), paper?["nomor"]?.GetValue<string>(), code];
        return new PaperFacts(string.Join(" - ", title.Where(part => part is { Length: > 0 })), model["kop"]?["dinas"]?.GetValue<string>() ?? "", code, issuedAt, source)
        {
            Place = paper?["tempat"]?.GetValue<string>() ?? "",
        };
    }
}
