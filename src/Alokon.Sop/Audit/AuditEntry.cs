using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Audit;

/// <summary>One thing that happened to a case, before it has its place in the chain.</summary>
/// <param name="Kind">Dotted, past tense: task.completed, sla.breached.</param>
/// <param name="Step">Key of the step, or none when it concerns the case as a whole.</param>
/// <param name="Data">
/// Codes, counts, positions and ids only: the line leaves the office with the archive pack, so no name of a patient or
/// a recipient may stand here. Order of the members is kept.
/// </param>
/// <param name="As">The position the officer acted in; none = the one of <see cref="AuditLog.ActingAs"/>.</param>
public sealed record AuditEntry(string Kind, string? Step, JsonObject Data, Holding? As = null);
