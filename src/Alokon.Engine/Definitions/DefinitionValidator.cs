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
        var mode = FlowModes.Text(definition.CustomProperties[FlowModes.Property]);

        // What stands inside a workflow that this one runs was checked when that was published.
        foreach (var node in definition.Root.Tree().Where(node => node.Key == node.Id))
        {
            if (registry.Find(node) is not { } activity)
            {
                findings.Add(UnknownActivities.Of(node));
                continue;
            }

            findings.AddRange(ExpressionChecks.Check(node, activity.Descriptor, variables));
            findings.AddRange(ScriptChecks.CheckActivity(node, variables));
            findings.AddRange(VariableChecks.Check(node, activity.Descriptor, variables));
            findings.AddRange(TriggerChecks.Check(node, activity.Descriptor));
            findings.AddRange(StepChecks.Check(node, activity.Descriptor, templateExists));
            findings.AddRange(FlowModeChecks.Check(node));
            if (node.Type == "Elsa.Flowchart")
            {
                findings.AddRange(FlowchartChecks.Check(node, registry, FlowModes.IsTokens(FlowModes.Text(node.CustomProperties[FlowModes.Property]) ?? mode)));
            }
        }

        findings.AddRange(TriggerChecks.CheckTogether(definition));
        findings.AddRange(FlowModeChecks.LostBreaks(definition.Root));
        return [.. findings.Select(finding => finding.In(definition))];
    }

    public static bool MayBePublished(IEnumerable<Finding> findings) => findings.All(finding => finding.Severity != Severity.Error);
}
