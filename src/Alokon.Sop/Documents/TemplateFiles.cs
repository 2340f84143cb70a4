using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Documents.Editing;
using Alokon.Templating;

namespace Alokon.Sop.Documents;

/// <summary>
/// The text of one template and of the shared parts (<c>_bersama/</c>) as they were when loaded: kept whole and named by
/// its hash, so that a paper is printed with the version of its day.
/// </summary>
public sealed class TemplateFiles
{
    /// <summary>Of one version with all its parts, as it is kept: far more than the editor lets through, and little enough to be read for every paper.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const string Main = "template.sbnhtml";
    private const string Shared = "_bersama";
    private const string Style = "style.css";
    private const char OfEdition = '@';
    private const int MostKept = 100;

    private static readonly ConcurrentDictionary<(string Code, string Hash), TemplateFiles> Kept = new();

    private readonly SortedDictionary<string, string> _files;
    private ParseResult? _parsed;
    private IReadOnlyList<string>? _styles;

    private TemplateFiles(string code, SortedDictionary<string, string> files)
    {
        Code = code;
        _files = files;
    }

    public string Code { get; }

    /// <summary>Which of its editions this is, where the folder says so.</summary>
    public Edition Edition { get; private init; } = Edition.Only;

    /// <summary>Style sheets in the order they are applied: shared ones first.</summary>
    public IReadOnlyList<string> Styles => _styles ??= [.. _files.Where(f => f.Key.EndsWith(".css", StringComparison.Ordinal)).Select(f => f.Value)];

    /// <summary>Every file by its name, shared ones under <c>_bersama/</c>.</summary>
    public IReadOnlyDictionary<string, string> All => _files;

    /// <summary>What an office edits.</summary>
    public TemplateText Text => new(_files[Main], _files.GetValueOrDefault(Style, string.Empty));

    /// <summary>What all papers share: comes along, and is only read.</summary>
    public IReadOnlyDictionary<string, string> Parts => _files.Where(f => f.Key is not (Main or Style)).ToDictionary(f => f.Key, f => f.Value);

    /// <summary>The same template with another text; the shared parts stay those that it came with.</summary>
    public TemplateFiles With(TemplateText text)
    {
        var files = new SortedDictionary<string, string>(_files, StringComparer.Ordinal) { [Main] = text.Body };
        if (text.Style.Length > 0 || files.ContainsKey(Style))
        {
            files[Style] = text.Style;
        }

        return new TemplateFiles(Code, files) { Edition = Edition };
    }

    public string? Include(string name) => _files.GetValueOrDefault($"{name}.sbnhtml");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(_files);

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static TemplateFiles FromBytes(string code, byte[] bytes) =>
        new(code, new SortedDictionary<string, string>(
            JsonSerializer.Deserialize<Dictionary<string, string>>(bytes) ?? throw new InvalidOperationException($"Expected the files of {code}, but they are null."),
            StringComparer.Ordinal));

    /// <summary>As <see cref="FromBytes"/>, but a version that was used before is there already, understood.</summary>
    public static TemplateFiles OfVersion(string code, string hash, byte[] bytes)
    {
        if (Kept.Count >= MostKept)
        {
            Kept.Clear(); // offices have some dozens of templates, and change them seldom
        }

        return Kept.GetOrAdd((code, hash), static (key, files) => FromBytes(key.Code, files), bytes);
    }

    /// <param name="folder">The folder that holds one folder per code, and _bersama.</param>
    /// <param name="code">SPMB, or FII@15 for an edition beside the one that has the plain folder.</param>
    /// <returns>Null when there is no template of this code.</returns>
    /// <exception cref="JsonException">Its edition.json cannot be read.</exception>
    public static TemplateFiles? Read(string folder, string code)
    {
        if (!File.Exists(Path.Combine(folder, code, Main)))
        {
            return null;
        }

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, code)).Concat(SharedParts(folder)).Where(IsPart))
        {
            var name = Path.GetFileName(Path.GetDirectoryName(path)) == Shared ? $"{Shared}/{Path.GetFileName(path)}" : Path.GetFileName(path);
            files.Add(name, File.ReadAllText(path));
        }

        var edition = Path.Combine(folder, code, "edition.json");
        return new TemplateFiles(code.Split(OfEdition)[0], files) { Edition = File.Exists(edition) ? Edition.Read(File.ReadAllText(edition)) : Edition.Only };
    }

    /// <summary>The folders that hold the editions of a code, to be read one by one: SPMB, or FII and FII@15.</summary>
    public static IReadOnlyList<string> EditionsOf(string folder, string code) =>
        Directory.Exists(folder) ? [code, .. Directory.EnumerateDirectories(folder, $"{code}{OfEdition}*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>The example that stands beside a template: loading renders it, so that a hole is found by the editor and not by a case.</summary>
    public static JsonObject? ReadExample(string folder, string code)
    {
        var path = Path.Combine(folder, code, "example.json");
        return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
    }

    /// <returns>Files with more than any paper needs: not worth reading any further. Empty: there are none.</returns>
    public IReadOnlyList<TemplateError> CheckSize() =>
        [.. _files.Where(f => f.Value.Length > AddressLint.LargestFile).SelectMany(f => AddressLint.Check(FullName(f.Key), f.Value))];

    /// <returns>Every error of every part; empty when the whole can be used.</returns>
    public IReadOnlyList<TemplateError> Check() =>
        [.. _files.Where(f => f.Key.EndsWith(".sbnhtml", StringComparison.Ordinal)).SelectMany(f => Template.Parse(f.Value, FullName(f.Key)).Errors)];

    /// <summary>The HTML inside &lt;body&gt;.</summary>
    public RenderResult Render(JsonObject model, CancellationToken ct) =>
        Parsed.Template is { } template ? template.Render(model, Options(ct)) : new RenderResult(null, Parsed.Errors[0]);

    /// <summary>As a paper's model is kept.</summary>
    public RenderResult Render(ReadOnlySpan<byte> model, CancellationToken ct) =>
        Parsed.Template is { } template ? template.Render(model, Options(ct)) : new RenderResult(null, Parsed.Errors[0]);

    private ParseResult Parsed => _parsed ??= Template.Parse(_files[Main], FullName(Main));

    private RenderOptions Options(CancellationToken ct) => new() { Include = Include, Functions = DocumentFunctions.All, Cancellation = ct };

    private static IEnumerable<string> SharedParts(string folder) =>
        Directory.Exists(Path.Combine(folder, Shared)) ? Directory.EnumerateFiles(Path.Combine(folder, Shared)) : [];

    private static bool IsPart(string path) => Path.GetExtension(path) is ".sbnhtml" or ".css";

    private string FullName(string name) => name.StartsWith(Shared, StringComparison.Ordinal) ? name : $"{Code}/{name}";
}
