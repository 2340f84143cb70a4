using System.Globalization;
using Alokon.Host.Texts;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents.Books;

namespace Alokon.Host;

/// <summary>A book of numbers as the table that an office keeps in its cupboard.</summary>
internal static class BookSheet
{
    private static readonly string[] Head = ["No. urut", "Sisipan", "Nomor", "Tanggal", "Kode", "Naskah", "Berkas", "Jabatan penanda tangan", "Status", "Alasan", "Dicatat oleh"];

    /// <summary>From the first number to the last, as the book was written.</summary>
    public static IReadOnlyList<IReadOnlyList<object?>> Rows(NumberBookPage page) => [Head, .. page.Items.Reverse().Select(Row)];

    public static string Title(NumberBook book) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(book.Book)} {book.Year}");

    /// <summary>berita-acara: Berita acara. Short ones are codes: SPMB.</summary>
    public static string NameOf(string book) =>
        Words.Of("book", book) is var known && known != book ? known : char.ToUpperInvariant(book[0]) + book[1..].Replace('-', ' ');

    public static string FileName(NumberBook book, string extension) =>
        $"buku-nomor-{string.Concat(book.Book.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}-{book.Year}.{extension}";

    private static IReadOnlyList<object?> Row(NumberBookLine item) =>
    [
        item.Line.Seq, item.Line.Suffix, item.Line.Number, item.Line.Dated.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), item.Line.Code, item.Line.Title,
        item.CaseNumber, string.Join("; ", item.Line.Positions), Words.Of("line", item.Line.Status), item.Line.Reason, item.Line.Writer,
    ];
}
