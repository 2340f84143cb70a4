using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Audit;

namespace Alokon.Sop.Archive;

/// <summary>The case is over: its history gets its last event, and its pack is built as soon as its papers are printed.</summary>
/// <param name="Facts">
/// What the manifest says about the case: definitionId and version of the definition that ran must be there; number,
/// status, kind, facility, startedAt, finishedAt as they are. Codes and counts, no names.
/// </param>
public sealed record SealCase(Guid CaseId, JsonObject Facts) : IEffect;

public sealed class SealCaseHandler(AuditLog audit) : IEffectHandler<SealCase>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, SealCase effect, CancellationToken ct)
    {
        _ = CaseFacts.Read(effect.Facts);
        var head = await audit.SealAsync(work, effect.CaseId, ct);
        PackRows.Open(work, effect.CaseId, effect.Facts, head);
        return null;
    }
}

/// <summary>The facts that the archive itself needs.</summary>
internal readonly record struct CaseFacts(string DefinitionId, int Version)
{
    public const string DefinitionName = "definitionId";
    public const string VersionName = "version";

    /// <exception cref="ArgumentException">One of them is not there: whoever seals must say which definition ran.</exception>
    public static CaseFacts Read(JsonObject facts) =>
        facts[DefinitionName] is JsonValue id && id.TryGetValue(out string? definitionId)
        && facts[VersionName] is JsonValue number && number.TryGetValue(out int version)
            ? new CaseFacts(definitionId, version)
            : throw new ArgumentException($"Expected facts with {DefinitionName} and {VersionName}, but got {facts.ToJsonString()}", nameof(facts));
}
