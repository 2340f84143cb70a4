using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Workflows;

/// <summary>Whether the steps of an SOP fit together: times that can be measured, papers that can be issued, persons that can differ. Pure.</summary>
internal static class SopChecks
{
    /// <summary>Who asked, before the first step.</summary>
    private const string Request = "permohonan";

    public static IEnumerable<Finding> Check(WorkflowDefinition definition, ActivityRegistry registry)
    {
        var steps = (from node in definition.Root.Tree()
                     where node.Key == node.Id // what stands inside a workflow that this one runs was checked when that was published
                     let activity = registry.Find(node)?.Descriptor
                     where activity is not null && NodeReading.IsStep(activity)
                     select (Node: node, Activity: activity)).ToList();
        var keys = steps.Select(step => KeyOf(step.Node)).Append(Request).ToHashSet(StringComparer.Ordinal);
        return steps.SelectMany(step => Standard(step.Node).Concat(Papers(step.Node, step.Activity)).Concat(Persons(step.Node, keys))).Select(finding => finding.In(definition));
    }

    private static IEnumerable<Finding> Standard(ActivityNode node)
    {
        // That nothing is said at all is another finding.
        if (!NodeReading.IsDynamic(node, "standard") && NodeReading.StaticValue(node, "standard") is JsonObject { Count: > 0 } standard && standard["kind"] is not null && TimeStandard.Parse(standard).IsRefused(out _))
        {
            yield return new(Severity.Error, "broken-standard", node.Id, $"Standar waktu langkah {node.DisplayText} belum lengkap atau tidak dapat dihitung. Isi jumlahnya dengan bilangan bulat, atau menit untuk setiap zona.");
        }
    }

    private static IEnumerable<Finding> Papers(ActivityNode node, ActivityDescriptor activity)
    {
        if (NodeReading.HasUnknownPorts(node, activity))
        {
            yield break;
        }

        var offered = NodeReading.Ports(node, activity);
        foreach (var (code, outcome) in from rule in (NodeReading.StaticValue(node, "documents") as JsonArray ?? []).OfType<JsonObject>()
                                        from outcome in rule["outcomes"] as JsonArray ?? []
                                        where !offered.Contains(outcome?.ToString() ?? "")
                                        select (rule["code"]?.ToString(), outcome?.ToString()))
        {
            yield return new(Severity.Warning, "document-never-issued", node.Id, $"Dokumen {code} pada langkah {node.DisplayText} terbit pada keputusan {outcome}, yang tidak ditawarkan langkah itu.");
        }
    }

    private static IEnumerable<Finding> Persons(ActivityNode node, HashSet<string> keys) =>
        from other in NodeReading.StaticValue(node, "differentFrom") as JsonArray ?? []
        where !keys.Contains(other?.ToString() ?? "")
        select new Finding(Severity.Warning, "different-from-unknown", node.Id, $"Langkah {node.DisplayText} harus dikerjakan orang yang berbeda dari langkah {other}, tetapi langkah itu tidak ada. Tulis kunci langkah yang ada.");

    private static string KeyOf(ActivityNode node) => NodeReading.StaticValue(node, "stepKey")?.ToString() is { Length: > 0 } key ? key : node.Id;
}
