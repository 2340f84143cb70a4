using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Documents;

/// <summary>
/// Issue one official paper of a case: numbered and frozen in this transaction, printed to PDF by the worker after it.
/// </summary>
/// <param name="Code">AMR, REKAP, REKOM, DISP, SPMB, TOLAK, SBBK, BAST, BASL, DPS, RII or BERKAS.</param>
/// <param name="Number">A number given from outside (the case's own for AMR); null takes the next one of the office's book.</param>
/// <param name="Model">
/// What the paper says: kasus, faskes, pemohon, penandatangan … every key present, null where unknown. The room adds kop,
/// dokumen, rujukan and demo (and daftar for BERKAS) and keeps the whole as it was printed.
/// </param>
public sealed record IssueDocument(Guid CaseId, string Code, string? Number, JsonObject Model) : IEffect;
