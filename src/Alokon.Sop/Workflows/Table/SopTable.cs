namespace Alokon.Sop.Workflows.Table;

/// <summary>A definition as the sheet of an SOP AP shows it: identity, the performers' columns, one row a step.</summary>
/// <param name="Rows">In the order in which a case meets them; steps that lead back where they came from (corrections) stand last.</param>
public sealed record SopTable(SopHead Head, IReadOnlyList<SopColumn> Columns, IReadOnlyList<SopRow> Rows)
{
    /// <summary>The rows of the sheet itself.</summary>
    public IEnumerable<SopRow> Main => Rows.Where(row => row.Place == SopPlace.Main);

    /// <summary>How the sheet calls the performer of a row: the row's own words, or its role's column.</summary>
    public string? PerformerOf(SopRow row) =>
        row.Pelaksana.Length > 0 ? row.Pelaksana : Columns.FirstOrDefault(column => column.Role.Length > 0 && column.Role == row.Role)?.Label;
}

public enum SopPlace
{
    /// <summary>A row of the sheet.</summary>
    Main,

    /// <summary>A step that only leads back: not on the sheet, but drawn beside the row that it belongs to.</summary>
    Detour,

    /// <summary>A step inside a loop, a branch or a sequence: its cells can be edited here, its place only in the graph.</summary>
    Inside,
}

/// <param name="Step">Id of the activity; none for a row that is new.</param>
/// <param name="Number">As printed: may be empty, and may occur twice.</param>
/// <param name="Role">Role key of who does it; empty as long as nobody is chosen.</param>
/// <param name="Pelaksana">The sheet's own word for the performer, where the role alone does not say it.</param>
/// <param name="Waktu">The SOP's wording.</param>
/// <param name="Standard">What is measured, as JSON; empty where nothing is said, or only when the case runs.</param>
/// <param name="Bagian">Heading that begins at this row.</param>
public sealed record SopRow(
    string? Step,
    string Number,
    string Kegiatan,
    string Role,
    string Pelaksana,
    string Kelengkapan,
    string Waktu,
    string Standard,
    string Output,
    string Keterangan,
    string Bagian)
{
    public SopPlace Place { get; init; } = SopPlace.Main;

    /// <summary>Activity type of a new row; an existing one keeps its own.</summary>
    public string Type { get; init; } = StepJson.General;

    public static SopRow Empty { get; } = new(null, "", "", "", "", "", "", "", "", "", "");
}

/// <summary>A column of the sheet.</summary>
/// <param name="Role">Who that is in this office; empty for those outside it (PUS, Bupati).</param>
public sealed record SopColumn(string Label, string Role);

/// <summary>What stands above the table. Dates as yyyy-MM-dd; empty where the SOP does not say.</summary>
public sealed record SopHead
{
    public string Number { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>Which revision; empty for the first edition.</summary>
    public string Revision { get; init; } = "";

    public string CreatedOn { get; init; } = "";

    public string RevisedOn { get; init; } = "";

    public string EffectiveOn { get; init; } = "";

    public IReadOnlyList<string> ApprovedOn { get; init; } = [];

    /// <summary>The position that approves, as printed: with Plt. where it was held so.</summary>
    public string ApprovedBy { get; init; } = "";

    public string SignedBy { get; init; } = "";

    public string SignedNip { get; init; } = "";

    public IReadOnlyList<string> LegalBasis { get; init; } = [];

    public IReadOnlyList<string> Qualification { get; init; } = [];

    public IReadOnlyList<string> Related { get; init; } = [];

    public IReadOnlyList<string> Equipment { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Recording { get; init; } = [];
}
