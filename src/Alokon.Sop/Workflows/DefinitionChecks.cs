using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Sop.Workflows;

/// <summary>All rules that a definition is measured by, in one place for the command line, the designer and publishing.</summary>
public static class DefinitionChecks
{
    /// <param name="templateExists">Whether there is a template for this document code.</param>
    /// <param name="held">Roles whose positions somebody holds now; none where no office is asked (the command line).</param>
    public static IReadOnlyList<Finding> Check(WorkflowDefinition definition, ActivityRegistry registry, Func<string, bool> templateExists, IReadOnlySet<string>? held) =>
    [
        .. DefinitionValidator.Check(definition, registry, templateExists),
        .. SopChecks.Check(definition, registry),
        .. OfficeChecks.Check(definition, registry, held),
    ];
}
