using System.Text.RegularExpressions;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Steps for which Alokon has a form of its own, known by their words; all others are general steps.</summary>
internal static partial class FormRules
{
    /// <summary>Fewer would be chance: the forms work on one request from its receipt to its archive.</summary>
    private const int Fewest = 4;

    private static readonly (Regex Words, string Type)[] Known =
    [
        (Terima(), "Alokon.TerimaUsulan"), (Teliti(), "Alokon.TelitiAmrah"), (Rekomendasi(), "Alokon.Rekomendasi"), (Disposisi(), "Alokon.Disposisi"), (Kirim(), "Alokon.Kirim"),
        (Serahkan(), "Alokon.Serahkan"), (Cocokkan(), "Alokon.Cocokkan"), (Salurkan(), "Alokon.Salurkan"), (Lapor(), "Alokon.Lapor"), (Arsip(), "Alokon.Arsip"),
    ];

    public static void Ask(Intake intake)
    {
        List<string?> types = [.. intake.Rows.Select(row => Known.FirstOrDefault(known => known.Words.IsMatch(row.Kegiatan)).Type)];

        // What is given out is limited by what was counted: without a count there is nothing to give out.
        if (!types.Contains("Alokon.Cocokkan"))
        {
            types = types.ConvertAll(type => type == "Alokon.Salurkan" ? null : type);
        }

        var found = Enumerable.Range(0, types.Count).Where(i => types[i] is not null && types.IndexOf(types[i]) == i).ToList();
        if (found.Count < Fewest)
        {
            return;
        }

        foreach (var i in found)
        {
            intake.Rows[i] = intake.Rows[i] with { Type = types[i]! }; // filtered above
            intake.Decisions.Remove(i); // the form has its own answers
        }

        intake.Ask("steps-with-forms", null, string.Join("; ", found.Select(i => $"{intake.Name(i)} {SopText.Short(intake.Rows[i].Kegiatan, 40)}")));
    }

    [GeneratedRegex(@"^menerima\s+(draf\s+)?usulan\b.*\bal(o?kon|at)", RegexOptions.IgnoreCase)]
    private static partial Regex Terima();

    [GeneratedRegex(@"^(meneliti|memeriksa|memverifikasi)\s+(amrah|usulan)", RegexOptions.IgnoreCase)]
    private static partial Regex Teliti();

    [GeneratedRegex(@"^merekomendasi(kan)?\b.*\b(amrah|usulan)", RegexOptions.IgnoreCase)]
    private static partial Regex Rekomendasi();

    [GeneratedRegex(@"\bdisposisi\b.*\b(amrah|usulan)", RegexOptions.IgnoreCase)]
    private static partial Regex Disposisi();

    [GeneratedRegex(@"^(mengirim(kan)?|mengepak)\b.*\balo?kon", RegexOptions.IgnoreCase)]
    private static partial Regex Kirim();

    [GeneratedRegex(@"^menyerahkan\s+alo?kon", RegexOptions.IgnoreCase)]
    private static partial Regex Serahkan();

    [GeneratedRegex(@"^mencocokkan\b.*\balo?kon", RegexOptions.IgnoreCase)]
    private static partial Regex Cocokkan();

    [GeneratedRegex(@"^menyalurkan\s+alo?kon", RegexOptions.IgnoreCase)]
    private static partial Regex Salurkan();

    [GeneratedRegex(@"^melaporkan\b", RegexOptions.IgnoreCase)]
    private static partial Regex Lapor();

    [GeneratedRegex(@"^mengarsipkan\b", RegexOptions.IgnoreCase)]
    private static partial Regex Arsip();
}
