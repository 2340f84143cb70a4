using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;

namespace Alokon.Sop.Workflows;

/// <summary>Whether this office can do what the definition asks. Pure; the roster is given.</summary>
internal static class OfficeChecks
{
    /// <param name="held">Roles whose positions somebody holds now; none = nobody was asked.</param>
    public static IEnumerable<Finding> Check(WorkflowDefinition definition, ActivityRegistry registry, IReadOnlySet<string>? held)
    {
        foreach (var (node, role) in Roles(definition, registry))
        {
            if (!People.Roles.All.Contains(role) || People.Roles.OnlyReads(role))
            {
                yield return new(Severity.Error, "role-cannot-work", node.Id, $"Peran {role} pada langkah {node.DisplayText} tidak dapat mengerjakan tugas. Pilih peran pelaksana.") { Line = definition.LineOf(node.Id) };
            }
            else if (held?.Contains(role) == false)
            {
                // A vacancy is no fault of the SOP, and may be filled before the first case comes so far.
                yield return new(Severity.Warning, "position-not-held", node.Id, $"Belum ada pejabat berperan {role} untuk langkah {node.DisplayText}; berkas akan menunggu di sana. Tunjuk pejabatnya.") { Line = definition.LineOf(node.Id) };
            }
        }
    }

    /// <summary>The steps whose role stands in the definition itself.</summary>
    public static IEnumerable<(ActivityNode Node, string Role)> Roles(WorkflowDefinition definition, ActivityRegistry registry) =>
        from node in definition.Root.Tree()
        where registry.Find(node.Type)?.Descriptor is { } descriptor && NodeReading.IsStep(descriptor)
        let role = NodeReading.StaticValue(node, "role")?.ToString()
        where !string.IsNullOrEmpty(role)
        select (node, role);
}
