using Alokon.Engine;

namespace Alokon.Sop.Requests;

/// <summary>The case file after an answer: its lines go to the tables whose constraints guard the goods.</summary>
/// <param name="Before">As it was: what did not change is not written again.</param>
public sealed record SaveCaseFile(CaseFile File, CaseFile Before) : IEffect;

/// <summary>The SOP has decided how the case ends; it is set when the workflow itself has ended.</summary>
public sealed record DecideEnd(string Status) : IEffect;
