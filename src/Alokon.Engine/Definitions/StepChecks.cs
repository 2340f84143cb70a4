using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>A step of an SOP says who does it, in what time, and which papers it issues.</summary>
internal static class StepChecks
{
    public static IEnumerable<Finding> Check(ActivityNode node, ActivityDescriptor descriptor, Func<string, bool> templateExists)
    {
        if (IsMissing(node, descriptor, "role"))
        {
            yield return new(Severity.Error, "step-without-role", node.Id, $"Langkah {node.DisplayText} belum punya pelaksana. Isi peran pelaksananya.");
        }

        if (IsMissing(node, descriptor, "standard"))
        {
            yield return new(Severity.Error, "step-without-standard", node.Id, $"Langkah {node.DisplayText} belum punya mutu baku waktu. Isi waktunya, atau nyatakan tanpa batas (none).");
        }

        foreach (var code in DocumentCodes(node, descriptor).Where(code => !templateExists(code)))
        {
            yield return new(Severity.Error, "missing-template", node.Id, $"Langkah {node.DisplayText} menerbitkan dokumen {code}, tetapi templatnya tidak ada.");
        }
    }

    // A default does not count: whoever draws the SOP must have said it.
    private static bool IsMissing(ActivityNode node, ActivityDescriptor descriptor, string input) =>
        descriptor.Input(input) is not null
        && (NodeReading.IsEmpty(node, input) || (input == "standard" && !NodeReading.IsDynamic(node, input) && NodeReading.StaticValue(node, input)?["kind"] is null));

    private static IEnumerable<string> DocumentCodes(ActivityNode node, ActivityDescriptor descriptor) =>
        descriptor.Input("documents") is null || NodeReading.StaticValue(node, "documents") is not JsonArray documents
            ? []
            : documents.Select(document => (document is JsonObject named ? named["code"] : document)?.ToString() ?? "").Distinct(StringComparer.Ordinal);
}
