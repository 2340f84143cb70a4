namespace Alokon.Templating.Functions;

/// <summary>
/// How many lines a text takes in a column, reckoned from the widths of Arial (Liberation Sans has the same): no script may run in
/// the browser, so whoever divides a table over pages must know it beforehand. Rather a line too many than one too few.
/// </summary>
internal static class TextMeasure
{
    /// <summary>In points, of the text in tables.</summary>
    public const double TableSize = 9;

    private const double PointsPerMillimetre = 72 / 25.4;

    // Of the characters from space to tilde, in thousandths of the size; what is beyond counts as a wide one.
    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <param name="width">Of the column inside its padding, in millimetres.</param>
    /// <param name="size">Of the letters, in points.</param>
    public static int Lines(string text, double width, double size)
    {
        var room = width * PointsPerMillimetre * 1000 / size;
        var lines = 0;
        foreach (var paragraph in text.AsSpan().Split('\n'))
        {
            lines += LinesOf(text.AsSpan()[paragraph], room);
        }

        return lines;
    }

    private static int LinesOf(ReadOnlySpan<char> paragraph, double room)
    {
        var (lines, used) = (1, 0d);
        foreach (var part in paragraph.Split(' '))
        {
            var word = paragraph[part];
            if (word.IsEmpty)
            {
                continue;
            }

            var width = Width(word);
            var space = used > 0 ? Width(' ') : 0;
            if (used + space + width <= room)
            {
                used += space + width;
                continue;
            }

            // A word wider than the column breaks anywhere; one that fits goes to the next line whole.
            lines += used > 0 ? 1 : 0;
            var over = (int)Math.Max(0, Math.Ceiling(width / room) - 1);
            lines += over;
            used = width - (over * room);
        }

        return lines;
    }

    private static double Width(ReadOnlySpan<char> word)
    {
        var width = 0d;
        foreach (var letter in word)
        {
            width += Width(letter);
        }

        return width;
    }

    private static double Width(char letter) => letter is >= ' ' and <= '~' ? Widths[letter - ' '] : letter is '\u00AD' or '\u200B' ? 0 : 778;
}
