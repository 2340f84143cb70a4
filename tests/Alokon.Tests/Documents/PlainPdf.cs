using System.Globalization;
using System.Text;

namespace Alokon.Tests.Documents;

/// <summary>The least that is a PDF with a table of its objects, as a printer that needs no browser gives it.</summary>
internal static class PlainPdf
{
    public static byte[] Of(int pages, string content)
    {
        var kids = string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{i + 4} 0 R"));
        List<string> objects =
        [
            "<</Type /Catalog /Pages 2 0 R /Lang (id) /MarkInfo <</Marked true>>>>",
            $"<</Type /Pages /Kids [{kids}] /Count {pages}>>",
            $"<</Length {Encoding.Latin1.GetByteCount(content)}>> stream\n{content}\nendstream",
            .. Enumerable.Range(0, pages).Select(_ => "<</Type /Page\n/Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R>>"),
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        for (var i = 0; i < objects.Count; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Count + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
