using Alokon.Engine;

namespace Alokon.Sop.Archive;

/// <summary>A paper that was handed in.</summary>
/// <param name="Restricted">Only its hash goes into the pack.</param>
public sealed record PackAttachment(string Kind, string FileName, byte[] Bytes, string Sha256, bool Restricted);

/// <summary>In the order they were handed in.</summary>
public delegate Task<IReadOnlyList<PackAttachment>> LoadAttachments(UnitOfWork work, Guid caseId, CancellationToken ct);

/// <summary>The definition's text, untouched; none when that version is not there.</summary>
public delegate Task<byte[]?> LoadDefinition(UnitOfWork work, string definitionId, int version, CancellationToken ct);

/// <summary>What the archive takes from rooms it has no arrow to; the Host fills it in.</summary>
/// <param name="Demo">This installation is a demo: its packs say so.</param>
public sealed record PackSources(LoadAttachments Attachments, LoadDefinition Definition, bool Demo);
