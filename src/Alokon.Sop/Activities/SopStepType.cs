using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>One kind of step of an SOP: what it asks of its performer and what the answer does to the case file. Pure.</summary>
/// <param name="Type">As in the definition: Alokon.TelitiAmrah.</param>
/// <param name="Outcomes">Keys and labels when the definition states none.</param>
/// <param name="Form">JSON Schema of the answer's data, prefilled from the case file; what the page draws and the API publishes.</param>
/// <param name="Answer">The case file after the answer, or why it is refused.</param>
public sealed record SopStepType(
    string Type,
    string DisplayName,
    string Category,
    string Description,
    string Icon,
    IReadOnlyList<OutcomeOption> Outcomes,
    Func<CaseFile, Lazy<Catalogue>, JsonObject> Form,
    Func<StepAnswer, Outcome<CaseFile>> Answer)
{
    /// <summary>How the case ends when this answer is given; none when it goes on.</summary>
    public Func<CaseFile, string, string?> Ends { get; init; } = (_, _) => null;

    /// <summary>The request waits for its requester here: the service clock stands still.</summary>
    public bool PausesService { get; init; }

    /// <summary>BAST: who hands over and who takes; none for papers with one signatory.</summary>
    public Func<CaseFile, Performer, (Performer First, Performer Second)>? Parties { get; init; }
}

public sealed record OutcomeOption(string Key, string Label);

/// <summary>What a performer answered.</summary>
public sealed record StepAnswer(CaseFile File, Lazy<Catalogue> Catalogue, string Outcome, FieldReader Data, string? Comment, Performer By, DateTimeOffset At)
{
    public bool IsReturn => Outcome == "kembalikan";

    /// <summary>The file with what must be corrected, named field by field; or the comment alone, when the fault is in no field.</summary>
    public Outcome<CaseFile> Return()
    {
        var corrections = Data.Rows("fields", required: false)
            .Select(row => new Correction(row.Text("path", max: 100), row.Text("reason")))
            .ToList();
        if (corrections.Count == 0 && Comment is null)
        {
            Data.Refuse("fields", "return-needs-reason");
        }

        return Or(File with { Corrections = corrections });
    }

    /// <summary>The new file, unless a field was refused on the way.</summary>
    public Outcome<CaseFile> Or(CaseFile file) => Data.Errors.Count > 0 ? new InvalidInput(Data.Errors) : file;
}
