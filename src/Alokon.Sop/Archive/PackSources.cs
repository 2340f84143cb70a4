using Alokon.Engine;

namespace Alokon.Sop.Archive;

/// <summary>A paper of the case, printed.</summary>
/// <param name="Position">Of who signed; several stand side by side, parted by "; ".</param>
/// <param name="Pdf">None until it is printed.</param>
public sealed record PackDocument(string Code, string Number, string Position, string? Sha256, int? Pages, byte[]? Pdf);

/// <summary>A paper that was handed in.</summary>
/// <param name="Restricted">Only its hash goes into the pack.</param>
public sealed record PackAttachment(string Kind, string FileName, byte[] Bytes, string Sha256, bool Restricted);

/// <summary>In the order they were issued.</summary>
public delegate Task<IReadOnlyList<PackDocument>> LoadDocuments(UnitOfWork work, Guid caseId, CancellationToken ct);

/// <summary>In the order they were handed in.</summary>
public delegate Task<IReadOnlyList<PackAttachment>> LoadAttachments(UnitOfWork work, Guid caseId, CancellationToken ct);

/// <summary>The definition's text, untouched; none when that version is not there.</summary>
public delegate Task<byte[]?> LoadDefinition(UnitOfWork work, string definitionId, int version, CancellationToken ct);

/// <summary>Is this a demo office? Its packs say so.</summary>
public delegate Task<bool> IsDemoOffice(UnitOfWork work, CancellationToken ct);

/// <summary>What the archive takes from rooms it has no arrow to; the Host fills it in.</summary>
public sealed record PackSources(LoadDocuments Documents, LoadAttachments Attachments, LoadDefinition Definition, IsDemoOffice Demo);
