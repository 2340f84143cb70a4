using System.Globalization;
using System.Text.RegularExpressions;
using Alokon.Engine;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>SOP in: the table (or the numbered procedure) of an SOP as rows of a sheet, with the questions that it leaves open. Pure.</summary>
public static partial class SopReader
{
    private static readonly string[] Months = ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"];

    public static Outcome<SopReading> Read(IReadOnlyList<IReadOnlyList<string>> grid)
    {
        var table = SheetTable.Find(grid);
        var head = SheetHead.Read(grid, table?.Lines);
        var intake = table is not null ? ProcedureSource.FromTable(head, table) : ProcedureSource.FromList(head);
        if (intake.Rows.Count == 0)
        {
            return new IntakeRefusal.NoSteps();
        }

        NumberRules.Ask(intake);
        PerformerRules.Ask(intake);
        TimeRules.Ask(intake);
        ServiceRules.Ask(intake);
        WordingRules.Ask(intake);
        FormRules.Ask(intake);
        return new SopReading(
            new SopTable(HeadOf(head, FirstLine(grid)), PerformerRules.Columns(intake), intake.Rows),
            intake.Questions,
            intake.Service,
            intake.Decisions,
            intake.Conditional);
    }

    private static SopHead HeadOf(SheetHead head, string firstLine)
    {
        var revised = Field(head, "revisedOn");
        return new SopHead
        {
            Number = Field(head, "number") is { Length: > 0 } number ? number : Field(head, "decree"),
            Title = Field(head, "title") is { Length: > 0 } title ? title : Field(head, "above") is { Length: > 0 } above ? above : firstLine,
            Revision = Revision().Match(revised) is { Success: true } revision ? revision.Groups["n"].Value : "",
            CreatedOn = Dates(Field(head, "createdOn")).FirstOrDefault(""),
            RevisedOn = Dates(revised).FirstOrDefault(""),
            EffectiveOn = Dates(Field(head, "effectiveOn")).FirstOrDefault(""),
            ApprovedOn = [.. Dates(Field(head, "approvedOn"))],
            ApprovedBy = Field(head, "approvedBy"),
            SignedBy = head.SignedBy,
            SignedNip = head.SignedNip,
            LegalBasis = head.Items("legalBasis"),
            Qualification = head.Items("qualification"),
            Related = head.Items("related"),
            Equipment = head.Items("equipment"),
            Warnings = head.Items("warnings"),
            Recording = head.Items("recording"),
        };
    }

    private static string Field(SheetHead head, string name) => head.Fields.GetValueOrDefault(name, "").Trim();

    private static string FirstLine(IReadOnlyList<IReadOnlyList<string>> grid) =>
        grid.SelectMany(line => line).Select(SopText.Clean).FirstOrDefault(cell => cell.Length > 3 && cell.Any(char.IsLetter)) ?? "";

    /// <returns>Every date in the text, yyyy-MM-dd.</returns>
    internal static IEnumerable<string> Dates(string text) =>
        from Match date in Date().Matches(text)
        let month = Array.FindIndex(Months, name => name.StartsWith(Month(date.Groups["month"].Value), StringComparison.Ordinal)) + 1
        let year = int.Parse(date.Groups["year"].Value, CultureInfo.InvariantCulture)
        let day = int.Parse(date.Groups["day"].Value, CultureInfo.InvariantCulture)
        where month > 0 && year > 0 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
        select new DateOnly(year, month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Nopember and Pebruari are how older papers write them.
    private static string Month(string name) => name.ToLowerInvariant().Replace("nop", "nov", StringComparison.Ordinal).Replace("peb", "feb", StringComparison.Ordinal)[..3];

    [GeneratedRegex(@"(?<day>\d{1,2})\s+(?<month>[A-Za-z]{3,9})\s+(?<year>\d{4})")]
    private static partial Regex Date();

    [GeneratedRegex(@"\(\s*(?<n>\d{1,2})\s*\)")]
    private static partial Regex Revision();
}
