using System.Text.Json.Nodes;
using Alokon.Sop.Documents;

namespace Alokon.Sop.Archive;

/// <summary>All that a pack says, before it is files.</summary>
/// <param name="Facts">About the case as it was sealed; see <see cref="SealCase"/>.</param>
/// <param name="Events">The exact lines, without newlines.</param>
/// <param name="LastHash">Of the last line, as the seal kept it.</param>
public sealed record PackContents(
    int Office,
    bool Demo,
    Guid CaseId,
    DateTimeOffset SealedAt,
    JsonObject Facts,
    ReadOnlyMemory<byte> Definition,
    IReadOnlyList<ReadOnlyMemory<byte>> Events,
    string LastHash,
    IReadOnlyList<PrintedDocument> Documents,
    IReadOnlyList<PackAttachment> Attachments);
