using System.Globalization;
using System.Text.RegularExpressions;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Who does the steps: which column is which position here, and which rows say nobody.</summary>
internal static partial class PerformerRules
{
    public static IReadOnlyList<SopColumn> Columns(Intake intake) =>
        [.. intake.Performers.Select(label => new SopColumn(label, RoleGuess.Of(label) is [var role] ? role : ""))];

    public static void Ask(Intake intake)
    {
        Choose(intake);
        AskColumns(intake);
        AskRows(intake);
        AskCount(intake);
    }

    private static void Choose(Intake intake)
    {
        for (var i = 0; i < intake.Rows.Count; i++)
        {
            var row = intake.Rows[i];
            if (row.Pelaksana.Length > 0)
            {
                intake.Rows[i] = row with { Role = RoleGuess.Of(row.Pelaksana.Split(" dan ")[0]) is [var role] ? role : "" };
            }
            else if (intake.Performers.FirstOrDefault(label => StartsWith(row.Kelengkapan, label) || StartsWith(row.Kegiatan, label)) is { } named && RoleGuess.Of(named) is [var told])
            {
                intake.Rows[i] = row with { Role = told, Pelaksana = named };
                intake.Ask("performer-from-text", i, intake.Name(i), named, SopText.Short(row.Kelengkapan.StartsWith(named, StringComparison.OrdinalIgnoreCase) ? row.Kelengkapan : row.Kegiatan, 60));
            }
        }
    }

    private static void AskColumns(Intake intake)
    {
        var nobody = intake.Performers.Where(label => RoleGuess.Of(label).Count == 0).ToList();
        if (nobody.Count > 0)
        {
            intake.Ask(intake.IsTable ? "columns-without-role" : "subjects-without-role", null, string.Join(", ", nobody.Select(label => $"“{label}”")));
        }

        foreach (var label in intake.Performers.Where(label => RoleGuess.Of(label).Count > 1))
        {
            intake.Ask("column-two-roles", null, label);
        }

        var office = intake.Head.Fields.GetValueOrDefault("approvedBy", "");
        foreach (var label in intake.Performers.Where(label => HeadOf().Match(label) is { Success: true } head && IsOtherOffice(head.Groups["office"].Value, office)))
        {
            intake.Ask("column-other-office", null, label, SopText.Short(office, 100));
        }
    }

    private static void AskRows(Intake intake)
    {
        var open = Enumerable.Range(0, intake.Rows.Count).Where(i => intake.Rows[i].Pelaksana.Length == 0).ToList();
        if (open.Count > 0)
        {
            intake.Ask("performers-unreadable", open[0], open.Count.ToString(CultureInfo.InvariantCulture), intake.Names(open));
        }
    }

    /// <summary>A service standard counts its performers; the procedure may know others.</summary>
    private static void AskCount(Intake intake)
    {
        var counted = intake.Head.Items("performers");
        var others = intake.Performers.Where(label => !counted.Any(name => SameWords(name, label))).ToList();
        if (counted.Count > 0 && others.Count > 0)
        {
            intake.Ask("performers-count-differs", null, counted.Count.ToString(CultureInfo.InvariantCulture), string.Join(", ", counted), string.Join(", ", others));
        }
    }

    private static bool SameWords(string one, string other) => SopText.Plain(one) == SopText.Plain(other);

    private static bool StartsWith(string text, string label) => label.Length > 2 && text.StartsWith(label + " ", StringComparison.OrdinalIgnoreCase);

    /// <summary>"BPMKB" where the head of the sheet knows another name.</summary>
    private static bool IsOtherOffice(string abbreviation, string approvedBy) =>
        abbreviation is not ("SKPD" or "OPD") && approvedBy.Length > 0 && !approvedBy.Contains(abbreviation, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^kepala\s+(?<office>[A-Z0-9]{4,})$", RegexOptions.IgnoreCase)]
    private static partial Regex HeadOf();
}
