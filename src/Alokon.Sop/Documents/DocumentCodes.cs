using System.Text.Json;

namespace Alokon.Sop.Documents;

/// <summary>The papers of the SOPs, in the order in which a case comes by them.</summary>
public static class DocumentCodes
{
    public const string Amr = "AMR";

    /// <summary>The applicant's own letter, as the office took it down.</summary>
    public const string Permohonan = "SPMH";

    /// <summary>List of contents: printed last, when every other paper of the case is.</summary>
    public const string Berkas = "BERKAS";

    /// <summary>The sheet of an SOP AP: printed on demand, never issued.</summary>
    public const string Sop = "SOP";

    /// <summary>Templates of an office that are no papers of a case.</summary>
    public static IReadOnlyList<string> Sheets { get; } = [Sop];

    public static IReadOnlyList<string> All { get; } =
    [
        Permohonan, Amr, "REKAP", "REKOM", "DISP", "RENSI", "SPMB", "TOLAK", "SBBK", "ST", "SJ", "SBBM", "BAST", "BASL", "DPS", "RII", "FII", "KPB",
        "SKT", "SPB", "LHP", "PGD", "SKM", "BASO", "BAPM", Berkas,
    ];
}

internal static class EmbeddedJson
{
    public static bool Exists(string name) => typeof(EmbeddedJson).Assembly.GetManifestResourceInfo($"Alokon.Documents.{name}") is not null;

    public static T Read<T>(string name)
        where T : class
    {
        using var stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream($"Alokon.Documents.{name}")
            ?? throw new InvalidOperationException($"Expected the resource {name}, but it is not built in.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"Expected JSON in the resource {name}, but it holds null.");
    }
}
