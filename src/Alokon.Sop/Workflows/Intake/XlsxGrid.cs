using System.Globalization;
using Alokon.Engine;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>The first sheet of a workbook that says anything, cell by cell. A cell merged over several rows is said in each of them.</summary>
public static class XlsxGrid
{
    public static Outcome<IReadOnlyList<IReadOnlyList<string>>> Read(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            using var workbook = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = 20_000_000 });
            if (workbook.WorkbookPart is not { } book)
            {
                return new IntakeRefusal.Unreadable("there is no workbook in it");
            }

            var texts = book.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(item => item.InnerText).ToList() ?? [];
            var sheets = (book.Workbook?.Descendants<Sheet>() ?? []).Select(sheet => sheet.Id?.Value).OfType<string>().Select(book.GetPartById).OfType<WorksheetPart>();
            var lines = sheets.Select(sheet => Lines(sheet, texts)).FirstOrDefault(sheet => sheet.Count > 0) ?? [];
            return SopGrid.Limited(lines);
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or InvalidDataException or FileFormatException or System.Xml.XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            // Whatever is wrong inside a file from outside: it is no workbook that we could read.
            return new IntakeRefusal.Unreadable(broken.Message);
        }
    }

    private static List<IReadOnlyList<string>> Lines(WorksheetPart part, List<string> texts)
    {
        var cells = new Dictionary<(int Row, int Column), string>();
        foreach (var cell in (part.Worksheet?.Descendants<Cell>() ?? []).Where(cell => cell.CellReference?.Value is not null).Take(SopGrid.MostLines * 20))
        {
            if (TextOf(cell, texts) is { Length: > 0 } text)
            {
                cells[Place(cell.CellReference!.Value!)] = text; // filtered before
            }
        }

        foreach (var merged in (part.Worksheet?.Descendants<MergeCell>() ?? []).Select(merge => merge.Reference?.Value?.Split(':')).Where(ends => ends is [_, _]))
        {
            Repeat(cells, Place(merged![0]), Place(merged[1])); // filtered before
        }

        if (cells.Count == 0)
        {
            return [];
        }

        // All lines equally long: a cell that is missing at the end is an empty one.
        var width = cells.Keys.Max(at => at.Column);
        return [.. Enumerable.Range(1, Math.Min(cells.Keys.Max(at => at.Row), SopGrid.MostLines + 1)).Select(row => (IReadOnlyList<string>)[.. Enumerable.Range(1, Math.Min(width, SopGrid.MostCells + 1)).Select(column => cells.GetValueOrDefault((row, column), ""))])];
    }

    /// <summary>Down, not across: a heading over three columns is one heading.</summary>
    private static void Repeat(Dictionary<(int Row, int Column), string> cells, (int Row, int Column) from, (int Row, int Column) to)
    {
        if (cells.TryGetValue(from, out var text))
        {
            for (var row = from.Row + 1; row <= Math.Min(to.Row, from.Row + 200); row++)
            {
                cells.TryAdd((row, from.Column), text);
            }
        }
    }

    private static string TextOf(Cell cell, List<string> texts)
    {
        var raw = cell.CellValue?.Text ?? cell.InlineString?.InnerText ?? "";
        return cell.DataType?.Value is { } type && type == CellValues.SharedString
            ? int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? texts[index] : ""
            : raw;
    }

    /// <summary>"C12": row 12, column 3.</summary>
    private static (int Row, int Column) Place(string reference)
    {
        var letters = reference.TakeWhile(char.IsAsciiLetter).ToList();
        var column = letters.Aggregate(0, (sum, letter) => (sum * 26) + char.ToUpperInvariant(letter) - 'A' + 1);
        return (int.Parse(reference.AsSpan(letters.Count), NumberStyles.None, CultureInfo.InvariantCulture), column);
    }
}
