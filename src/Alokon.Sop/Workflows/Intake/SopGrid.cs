using System.Globalization;
using Alokon.Engine;
using CsvHelper;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Whatever was handed in, as lines of cells.</summary>
public static class SopGrid
{
    /// <summary>Far above any SOP; a file that is larger is not one.</summary>
    public const int MostLines = 5_000;

    internal const int MostCells = 60;

    /// <summary>Pasted: lines, with a tab between cells, as word processors and spreadsheets copy a table.</summary>
    public static Outcome<IReadOnlyList<IReadOnlyList<string>>> FromText(string text) =>
        Limited([.. text.ReplaceLineEndings("\n").Split('\n').Select(line => (IReadOnlyList<string>)line.TrimStart('\uFEFF').Split('\t'))]);

    /// <summary>With commas, semicolons or tabs: whichever the first lines have most of.</summary>
    public static Outcome<IReadOnlyList<IReadOnlyList<string>>> FromCsv(string text)
    {
        var options = new CsvReaderOptions { HasHeader = false, SkipEmptyLines = false, Separator = SeparatorOf(text) };
        var lines = new List<IReadOnlyList<string>>();
        try
        {
            using var reader = CsvReader.Create(new StringReader(text.TrimStart('\uFEFF')), options, false);
            while (lines.Count <= MostLines && reader.Read())
            {
                lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
            }
        }
        catch (CsvFormatException broken)
        {
            return new IntakeRefusal.Unreadable(broken.Message);
        }

        return Limited(lines);
    }

    internal static Outcome<IReadOnlyList<IReadOnlyList<string>>> Limited(List<IReadOnlyList<string>> lines) =>
        lines.Count > MostLines || lines.Exists(line => line.Count > MostCells) ? new IntakeRefusal.TooLarge(MostLines, MostCells) : lines;

    private static char SeparatorOf(string text)
    {
        var start = text.Length > 4000 ? text[..4000] : text;
        return new[] { ';', ',', '\t' }.MaxBy(separator => start.Count(letter => letter == separator));
    }
}

public abstract record IntakeRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    public sealed record Unreadable : IntakeRefusal
    {
        public Unreadable(string reason)
            : base("sop-file-unreadable", RefusalKind.Invalid, $"Expected a table of an SOP, but the file cannot be read: {reason}")
        {
        }
    }

    public sealed record TooLarge : IntakeRefusal
    {
        public TooLarge(int lines, int cells)
            : base("sop-file-too-large", RefusalKind.TooLarge, $"Expected at most {lines} lines of {cells} cells, but there are more") =>
            Arguments = [lines.ToString(CultureInfo.InvariantCulture), cells.ToString(CultureInfo.InvariantCulture)];
    }

    public sealed record KindUnknown : IntakeRefusal
    {
        public KindUnknown(string fileName)
            : base("sop-file-kind", RefusalKind.Invalid, $"Expected a text, CSV or XLSX file, but got '{fileName}'") =>
            Arguments = [fileName];
    }

    public sealed record NoSteps : IntakeRefusal
    {
        public NoSteps()
            : base("sop-without-steps", RefusalKind.Invalid, "Expected a table with activities or a numbered procedure, but found neither")
        {
        }
    }
}
