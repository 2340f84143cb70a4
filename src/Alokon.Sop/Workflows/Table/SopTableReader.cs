using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Sop.Workflows.Table;

/// <summary>From the graph to the table.</summary>
public static class SopTableReader
{
    public static SopTable Read(WorkflowDefinition definition, ActivityRegistry registry)
    {
        var flow = SopFlow.Of(definition, registry);
        var rows = Rows(flow).ToList();
        var sop = definition.CustomProperties[HeadJson.Member] as JsonObject;
        return new(HeadJson.Read(sop, definition.Name), Columns(sop, rows), [.. rows.Where(row => row.Place != SopPlace.Detour), .. rows.Where(row => row.Place == SopPlace.Detour)]);
    }

    private static IEnumerable<SopRow> Rows(SopFlow flow) =>
        from child in flow.InOrder()
        from node in child.Tree()
        where flow.IsStep(node)
        select StepJson.Read(node, node != child || !flow.IsFlowchart ? SopPlace.Inside : flow.IsDetour(node) ? SopPlace.Detour : SopPlace.Main);

    /// <summary>Those that the SOP has; then a column for every role that does something and has none yet.</summary>
    private static IReadOnlyList<SopColumn> Columns(JsonObject? sop, List<SopRow> rows)
    {
        var stated = HeadJson.ReadColumns(sop);
        return
        [
            .. stated,
            .. rows.Select(row => row.Role).Where(role => role.Length > 0).Distinct().Where(role => stated.All(column => column.Role != role)).Select(role => new SopColumn("", role)),
        ];
    }
}
