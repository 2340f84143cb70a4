using System.Globalization;
using System.Text.RegularExpressions;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Where the steps come from: the table, completed by the list of times beside it; or the sentences of a procedure.</summary>
internal static partial class ProcedureSource
{
    public static Intake FromTable(SheetHead head, SheetTable table)
    {
        var intake = new Intake
        {
            Head = head,
            IsTable = true,
            Performers = table.Performers.Count > 0 ? table.Performers : [.. table.Rows.SelectMany(row => row.Pelaksana).Distinct()],
            Rows = [.. table.Rows.Select(RowOf)],
        };
        intake.Questions.AddRange(table.Questions);
        for (var i = 0; i < table.Rows.Count; i++)
        {
            if (table.Rows[i].Pelaksana.Count > 1)
            {
                intake.Ask("performers-together", i, intake.Name(i), string.Join(" dan ", table.Rows[i].Pelaksana));
            }
        }

        Complete(intake);
        return intake;
    }

    public static Intake FromList(SheetHead head)
    {
        var items = head.List("procedure");
        var lettered = items.Any(item => item.IsLettered);
        var steps = items.Where(item => item.IsLettered == lettered && SopText.HasVerb(item.Text)).ToList();
        var rows = steps.Select(Sentence).ToList();
        var intake = new Intake
        {
            Head = head,
            IsTable = false,
            Performers = [.. rows.Select(row => row.Pelaksana).Where(subject => subject.Length > 0).Distinct()],
            Rows = rows,
            Around = lettered ? [.. items.Where(item => !item.IsLettered).Select(item => item.Text)] : [],
        };
        foreach (var item in items.Where(item => item.IsLettered == lettered).Except(steps))
        {
            intake.Ask("not-an-activity", null, item.Mark, SopText.Short(item.Text));
        }

        return intake;
    }

    private static SopRow RowOf(SheetRow row) => SopRow.Empty with
    {
        Number = row.Number,
        Kegiatan = row.Kegiatan,
        Pelaksana = row.Pelaksana.Count > 0 ? string.Join(" dan ", row.Pelaksana) : "",
        Kelengkapan = row.Kelengkapan,
        Waktu = row.Waktu,
        Output = row.Output,
        Keterangan = row.Keterangan,
        Bagian = row.Bagian,
    };

    private static SopRow Sentence(ListItem item)
    {
        var (subject, deed) = SopText.Split(item.Text);
        return SopRow.Empty with { Number = item.Mark, Kegiatan = deed, Pelaksana = subject };
    }

    /// <summary>Some SOPs give their times in a list of their own, and steps that the table forgot.</summary>
    private static void Complete(Intake intake)
    {
        var added = new List<int>();
        foreach (var item in intake.Head.List("time"))
        {
            var wording = TimeOf(item.Text);
            var row = intake.Rows.FindIndex(row => row.Number == item.Mark);
            if (row < 0 && item.Text.Length > 20)
            {
                intake.Rows.Add(SopRow.Empty with { Number = item.Mark, Kegiatan = DeedOf(item.Text), Waktu = wording });
                added.Add(intake.Rows.Count - 1);
            }
            else if (row >= 0 && intake.Rows[row].Waktu.Length == 0 && wording.Length > 0)
            {
                intake.Rows[row] = intake.Rows[row] with { Waktu = wording };
                intake.Ask("time-from-list", row, intake.Name(row), wording);
            }
        }

        if (added.Count > 0)
        {
            intake.Ask("step-only-in-list", added[0], intake.Names(added));
        }
    }

    private static string TimeOf(string text) => For().Match(text) is { Success: true } time ? time.Groups["time"].Value.Trim() : "";

    private static string DeedOf(string text) => For().Match(text) is { Success: true } time ? text[..time.Index].Trim() : text;

    [GeneratedRegex(@"\bselama\s+(?<time>[^.]*\d[^.]*?(menit|jam|hari|minggu|bulan)(\s+kerja)?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex For();
}
