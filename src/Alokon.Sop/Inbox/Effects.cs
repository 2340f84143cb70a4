using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Inbox;

/// <summary>Work for a position has come up. The task waits at the bookmark until somebody answers it.</summary>
/// <param name="Summary">One line for the inbox: what is in it ("4 jenis, 1 di bawah minimum").</param>
/// <param name="Standard">The SOP's time standard as the definition states it.</param>
/// <param name="Definition">Outcomes, form, papers and documents as they were when the task opened.</param>
public sealed record OpenTask(
    int Bookmark,
    string Step,
    string Label,
    string SopLabel,
    string Role,
    string CaseNumber,
    string Kind,
    string Facility,
    string FacilityName,
    string Kecamatan,
    int Zone,
    string Summary,
    JsonObject Standard,
    JsonObject Definition) : IEffect;

/// <summary>The case came to another version of its SOP while the task waits: it is shown, and judged, as that version has it.</summary>
public sealed record RedrawTask(OpenTask Task) : IEffect;

public enum ServiceClockMove
{
    Pause,
    Resume,
    Stop,
}

/// <summary>The case's service clock stands still while the requester corrects, goes on afterwards, and stops at the handover.</summary>
public sealed record MoveServiceClock(ServiceClockMove Move, string Reason) : IEffect;
