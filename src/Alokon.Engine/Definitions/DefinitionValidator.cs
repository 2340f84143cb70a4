using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>What must hold before cases may run on a definition. Pure; the order of findings is that of the file.</summary>
public static class DefinitionValidator
{
    /// <param name="templateExists">Whether the office has a template for this document code.</param>
    public static IReadOnlyList<Finding> Check(WorkflowDefinition definition, ActivityRegistry registry, Func<string, bool> templateExists)
    {
        var findings = new List<Finding>();
        var variables = definition.Nodes.Values.SelectMany(VariableChecks.DeclaredBy).Concat(definition.Variables).ToList();
        foreach (var node in definition.Root.Tree())
        {
            if (registry.Find(node.Type) is not { } activity)
            {
                findings.Add(new(Severity.Error, "unknown-activity", node.Id, $"Jenis kegiatan {node.Type} tidak dikenal. Ganti dengan kegiatan yang tersedia."));
                continue;
            }

            findings.AddRange(ExpressionChecks.Check(node, variables));
            findings.AddRange(VariableChecks.Check(node, variables));
            findings.AddRange(StepChecks.Check(node, activity.Descriptor, templateExists));
            if (node.Type == "Elsa.Flowchart")
            {
                findings.AddRange(FlowchartChecks.Check(node, registry));
            }
        }

        return [.. findings.Select(finding => finding with { Line = definition.LineOf(finding.ActivityId) })];
    }

    public static bool MayBePublished(IEnumerable<Finding> findings) => findings.All(finding => finding.Severity != Severity.Error);
}
