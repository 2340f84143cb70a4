using System.Text.Json.Serialization;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Texts;

namespace Alokon.Host.Elsa;

/// <summary>Answers as Studio understands them: of all refusals it shows only those that come as 400, with these members, in our words.</summary>
internal static class ElsaAnswer
{
    public static IResult Of<T>(Outcome<T> outcome, Func<T, IResult> answer) => outcome.Match(answer, Refuse);

    public static IResult Refuse(Refusal refusal)
    {
        var status = Problem.StatusOf(refusal.Kind);
        return Results.Json(
            new ElsaError(status is 401 or 403 or 404 or 413 or 429 or >= 500 ? status : 400, IndonesianTexts.Of(refusal), Sentences(refusal))
            {
                Warnings = (refusal as DefinitionRefusal.Warned)?.Findings.Select(finding => new ElsaWarning(finding.Token, finding.Message)).ToList(),
                Checked = refusal is DefinitionRefusal.Warned { Current: StoredDefinition stored } ? new ElsaChecked(stored.DefinitionId, stored.VersionId, StudioDefinition.SeenText(stored)) : null,
            },
            statusCode: status is 401 or 403 or 404 or 413 or 429 or >= 500 ? status : 400);
    }

    // One key each: Studio shows the sentences, not where they belong, so each names its step.
    private static Dictionary<string, string[]> Sentences(Refusal refusal)
    {
        var sentences = refusal is DefinitionRefusal.Faulty faulty ? faulty.Findings.Select(finding => finding.Message) : refusal.Fields.Select(IndonesianTexts.Of);
        string[] all = [.. sentences.Distinct()];
        return new() { [refusal.Code] = all.Length == 0 ? [IndonesianTexts.Of(refusal)] : refusal is DefinitionRefusal.Warned ? [IndonesianTexts.Of(refusal), .. all] : all };
    }
}

/// <param name="Errors">By place; Studio shows every sentence.</param>
internal sealed record ElsaError(int StatusCode, string Message, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>Warnings that publishing asks about; the page asks them and sends their tokens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ElsaWarning>? Warnings { get; init; }

    /// <summary>The state that the warnings are about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ElsaChecked? Checked { get; init; }
}

internal sealed record ElsaChecked(string DefinitionId, string VersionId, string Seen);

internal sealed record ElsaWarning(string Token, string Message);
