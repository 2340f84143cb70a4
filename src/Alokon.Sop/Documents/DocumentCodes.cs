using System.Text.Json;

namespace Alokon.Sop.Documents;

/// <summary>The twelve papers of the SOP (contract, section 4).</summary>
public static class DocumentCodes
{
    public const string Amr = "AMR";

    /// <summary>List of contents: printed last, when every other paper of the case is.</summary>
    public const string Berkas = "BERKAS";

    /// <summary>The sheet of an SOP AP: printed on demand, never issued.</summary>
    public const string Sop = "SOP";

    /// <summary>Templates of an office that are no papers of a case.</summary>
    public static IReadOnlyList<string> Sheets { get; } = [Sop];

    public static IReadOnlyList<string> All { get; } =
        [Amr, "REKAP", "REKOM", "DISP", "SPMB", "TOLAK", "SBBK", "BAST", "BASL", "DPS", "RII", Berkas];
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
