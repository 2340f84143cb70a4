using System.Globalization;
using System.Text.RegularExpressions;

namespace Alokon.Faults.Checking;

/// <summary>Numbers without a gap in every book, and the papers that the answered steps call for, each once and printed.</summary>
internal static partial class BookChecks
{
    private static readonly IReadOnlyDictionary<string, string> Books = new Dictionary<string, string>
    {
        ["REKAP"] = "rekap",
        ["REKOM"] = "rekomendasi",
        ["DISP"] = "agenda",
        ["SPMB"] = "spmb",
        ["TOLAK"] = "surat-keluar",
        ["SBBK"] = "sbbk",
        ["BAST"] = "berita-acara",
        ["BASL"] = "berita-acara",
        ["DPS"] = "penyaluran",
        ["RII"] = "register",
        ["BERKAS"] = "berkas",
    };

    public static IEnumerable<string> Check(Tables tables)
    {
        var books = tables.Papers.Where(p => p.Code != "AMR").GroupBy(p => (p.Office, Book: Books[p.Code], p.Year)).ToDictionary(g => g.Key, g => g.Select(p => Counted(p.Number)).Order().ToList());
        foreach (var month in tables.Requests.GroupBy(r => (r.Office, Book: r.Number[9..16], Year: 0)))
        {
            books[month.Key] = [.. month.Select(r => int.Parse(r.Number[17..], CultureInfo.InvariantCulture)).Order()];
        }

        foreach (var register in tables.Registers)
        {
            var taken = books.GetValueOrDefault((register.Office, register.Book, register.Year), []);
            if (!taken.SequenceEqual(Enumerable.Range(1, register.Last)))
            {
                yield return $"book {register.Book} {register.Year} of {register.Office} stands at {register.Last}, but holds {taken.Count} numbers, first wrong {taken.Where((n, i) => n != i + 1).FirstOrDefault()}";
            }

            books.Remove((register.Office, register.Book, register.Year));
        }

        foreach (var lost in books.Keys)
        {
            yield return $"papers of book {lost} without its register";
        }

        foreach (var paper in tables.Papers.Where(p => p.Status != "ready" || !p.HashHolds))
        {
            yield return $"paper {paper.Code} {paper.Number} of case {paper.Case} is {paper.Status}, hash holds: {paper.HashHolds}";
        }

        var papers = tables.Papers.ToLookup(p => (p.Office, p.Case), p => p.Code);
        var done = tables.Tasks.Where(t => t.Status == "done").ToLookup(t => (t.Office, t.Case));
        foreach (var instance in tables.Instances)
        {
            var key = (instance.Office, instance.Id);
            var expected = done[key].SelectMany(t => Sop.PapersOf(t.Step, t.Outcome ?? "")).Order().ToList();
            if (!papers[key].Order().SequenceEqual(expected))
            {
                yield return $"case {instance.Id}: papers {string.Join(' ', papers[key].Order())}, expected {string.Join(' ', expected)}";
            }
        }
    }

    /// <summary>The running number: behind the last hyphen, or the first number between slashes.</summary>
    private static int Counted(string number)
    {
        var match = Running().Match(number);
        return int.Parse(match.Groups["slash"].Success ? match.Groups["slash"].Value : match.Groups["end"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"/(?:BERKAS-)?(?<slash>\d+)/|-(?<end>\d+)$")]
    private static partial Regex Running();
}
