using System.Text.Json.Nodes;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>What was read from an SOP, and what a person must still say.</summary>
/// <param name="Service">The time for the whole, by kind of request, as a definition keeps it; none where the SOP gives none.</param>
/// <param name="Decisions">Rows that end in yes or no.</param>
/// <param name="Conditional">Rows that are done only if something happens.</param>
public sealed record SopReading(SopTable Table, IReadOnlyList<SopQuestion> Questions, JsonObject? Service, IReadOnlySet<int> Decisions, IReadOnlySet<int> Conditional);

/// <summary>An SOP while it is being read: rules look at it, ask, and correct what the draft assumes.</summary>
internal sealed class Intake
{
    public required SheetHead Head { get; init; }

    /// <summary>The performers' columns, or the subjects of the sentences of a procedure.</summary>
    public required IReadOnlyList<string> Performers { get; init; }

    public required List<SopRow> Rows { get; init; }

    /// <summary>A table was found; otherwise the steps are sentences.</summary>
    public required bool IsTable { get; init; }

    /// <summary>Items of the procedure that hold the lettered steps, or stand beside them.</summary>
    public IReadOnlyList<string> Around { get; init; } = [];

    public List<SopQuestion> Questions { get; } = [];

    public HashSet<int> Decisions { get; } = [];

    public HashSet<int> Conditional { get; } = [];

    public JsonObject? Service { get; set; }

    public void Ask(string code, int? row, params string[] arguments) => Questions.Add(new(code, row, arguments));

    /// <summary>How a row is called in a question: its number, or its place.</summary>
    public string Name(int row) => Rows[row].Number.Length > 0 ? Rows[row].Number : $"baris {row + 1}";

    public string Names(IEnumerable<int> rows)
    {
        var names = rows.Select(Name).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} dan {names[^1]}";
    }
}
