using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Alokon.Tests.Pages;

/// <summary>A workbook as somebody would make it from the paper: one cell a cell.</summary>
internal static class Workbook
{
    public static byte[] Of(string text, params string[] merged)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            var rows = text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => new Row(line.Split('\t').Select((cell, j) => (OpenXmlElement)Text(cell, i + 1, j)).Where(cell => cell.InnerText.Length > 0)) { RowIndex = (uint)(i + 1) });
            part.Worksheet = new Worksheet(new SheetData(rows));
            if (merged.Length > 0)
            {
                part.Worksheet.Append(new MergeCells(merged.Select(reference => new MergeCell { Reference = reference })));
            }

            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "SOP" }));
        }

        return stream.ToArray();
    }

    private static Cell Text(string text, int row, int column) =>
        new() { CellReference = $"{(char)('A' + column)}{row}", DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };
}
