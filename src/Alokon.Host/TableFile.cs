using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Alokon.Host;

/// <summary>A table that leaves the house as a file: texts and whole numbers, the first row is its head.</summary>
internal static class TableFile
{
    public const string Csv = "text/csv; charset=utf-8";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>RFC 4180, UTF-8 with its mark, so that a spreadsheet reads "é" as "é".</summary>
    public static byte[] ToCsv(IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(CsvCell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] ToXlsx(string sheetName, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        using var buffer = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(buffer, SpreadsheetDocumentType.Workbook))
        {
            var book = workbook.AddWorkbookPart();
            book.Workbook = new Workbook();
            var part = book.AddNewPart<WorksheetPart>();
            var sheet = new SheetData();
            foreach (var (row, number) in rows.Select((row, i) => (row, i + 1)))
            {
                sheet.Append(new Row(row.Select((value, column) => XlsxCell(value, $"{ColumnName(column)}{number}"))));
            }

            part.Worksheet = new Worksheet(sheet);
            book.Workbook.AppendChild(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = sheetName[..Math.Min(sheetName.Length, 31)] }));
        }

        return buffer.ToArray();
    }

    // A spreadsheet takes a text that begins like a formula for one, and would run what somebody wrote into a title.
    private static string CsvCell(object? value)
    {
        var text = value is string own && own.Length > 0 && "=+-@\t\r".Contains(own[0], StringComparison.Ordinal) ? $"'{own}" : Text(value);
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // Told to be a text, a cell is never taken for a formula.
    private static Cell XlsxCell(object? value, string place) => value is int number
        ? new Cell { CellReference = place, DataType = CellValues.Number, CellValue = new CellValue(number) }
        : new Cell { CellReference = place, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Clean(Text(value))) { Space = SpaceProcessingModeValues.Preserve }) };

    /// <summary>A to Z: more columns no table of ours has.</summary>
    private static char ColumnName(int column) => (char)('A' + column);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>XML has no place for most control characters.</summary>
    private static string Clean(string text) => string.Concat(text.Where(c => c >= ' ' || c is '\t' or '\n' or '\r'));
}
