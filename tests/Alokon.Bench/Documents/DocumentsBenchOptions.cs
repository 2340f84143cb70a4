using System.Globalization;

namespace Alokon.Bench.Documents;

/// <param name="Pages">How many papers at a time, one round of measuring each.</param>
/// <param name="Slices">In turns: the limit, then the pipeline.</param>
/// <param name="PapersPerSlice">Of each.</param>
/// <param name="Papers">Printed for the look at the memory.</param>
internal sealed record DocumentsBenchOptions(IReadOnlyList<int> Pages, int Slices, int PapersPerSlice, int Papers)
{
    public const string Usage = "usage: ./alokon bench documents [--pages 1,2,4] [--slices 10] [--slice-papers 40] [--papers 2000]";

    public static DocumentsBenchOptions? Read(string[] flags)
    {
        var options = new DocumentsBenchOptions([1, 2, 4], 10, 40, 2000);
        for (var i = 0; i < flags.Length; i += 2)
        {
            if (i + 1 == flags.Length || options.With(flags[i], flags[i + 1].Split(',')) is not { } more)
            {
                return null;
            }

            options = more;
        }

        return options;
    }

    private DocumentsBenchOptions? With(string flag, string[] parts)
    {
        var numbers = parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
        return numbers.Contains(0) ? null : (flag, numbers) switch
        {
            ("--pages", _) => this with { Pages = numbers },
            ("--slices", [var slices]) => this with { Slices = slices },
            ("--slice-papers", [var papers]) => this with { PapersPerSlice = papers },
            ("--papers", [var papers]) => this with { Papers = papers },
            _ => null,
        };
    }
}
