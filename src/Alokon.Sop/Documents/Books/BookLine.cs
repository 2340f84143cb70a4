namespace Alokon.Sop.Documents.Books;

/// <summary>One line of a book: a paper with its number, a number put in by hand, or what the paper book had used up.</summary>
/// <param name="Seq">Null: the number was given from outside (AMR: that of its case).</param>
/// <param name="First">Of a paper book: numbers from here to <paramref name="Seq"/>.</param>
/// <param name="Status">One of <see cref="LineStatus"/>.</param>
/// <param name="Reason">Why it was cancelled, put in, or begun.</param>
/// <param name="Writer">Who wrote it into the book by hand; null: it was taken at signing.</param>
public sealed record BookLine(
    Guid Id,
    string Number,
    int? Seq,
    string Suffix,
    int? First,
    DateOnly Dated,
    string? Code,
    string Title,
    Guid? CaseId,
    Guid? Document,
    IReadOnlyList<string> Positions,
    string Status,
    string? Reason,
    string? Writer)
{
    internal BookCursor Place => new(Seq ?? 0, Suffix, Number);
}

public static class LineStatus
{
    public const string InForce = "inForce";
    public const string Cancelled = "cancelled";

    /// <summary>Put in for a case that has not issued the paper yet.</summary>
    public const string Awaited = "awaited";

    /// <summary>Put in for a paper that is not made here.</summary>
    public const string Outside = "outside";

    public const string PaperBook = "paperBook";
}

/// <summary>Books are read from the last number down; numbers put in stand behind the one they follow: 7.10 after 7.2.</summary>
internal sealed record BookCursor(int Seq, string Suffix, string Number)
{
    public override string ToString() =>
        System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Seq}\n{Suffix}\n{Number}")));

    /// <returns>None for text that is no cursor of ours: the list then begins at its beginning.</returns>
    public static BookCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 400 || !System.Buffers.Text.Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text)).Split('\n');
        return parts.Length == 3 && int.TryParse(parts[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seq)
            && !text.Contains('\0')
            ? new BookCursor(seq, parts[1], parts[2])
            : null;
    }
}
