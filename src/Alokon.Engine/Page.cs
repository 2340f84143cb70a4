using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Alokon.Engine;

/// <summary>One page of a list; <paramref name="Next"/> is the cursor of the page after, none at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <param name="rows">One row more than <paramref name="limit"/> was asked for, so that the end is known without a count.</param>
    public static Page<T> Of<TRow>(IReadOnlyList<TRow> rows, int limit, Func<TRow, T> view, Func<TRow, PageCursor> cursor) =>
        new([.. rows.Take(limit).Select(view)], rows.Count > limit ? cursor(rows[limit - 1]).ToString() : null);
}

/// <summary>Where a page ended: the sort instant and the id of its last row. Opaque to callers.</summary>
public readonly record struct PageCursor(DateTimeOffset At, Guid Id)
{
    public const int DefaultLimit = 50;

    public const int MaxLimit = 200;

    public static int Limit(int? asked) => Math.Clamp(asked ?? DefaultLimit, 1, MaxLimit);

    /// <returns>None for no cursor and for text that is no cursor of ours: the list then begins at its beginning.</returns>
    public static PageCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 200 || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts.Length == 2
            && DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && Guid.TryParse(parts[1], out var id)
            ? new PageCursor(at, id)
            : null;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}|{Id}"));
}
