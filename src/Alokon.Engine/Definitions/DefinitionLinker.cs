using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Definitions;

/// <summary>
/// Puts the workflows that a definition runs as activities into its tree, so that a burst needs nothing from outside. A workflow
/// that is not found, or that would run itself, is left as it was: an activity that nobody knows.
/// </summary>
public static class DefinitionLinker
{
    /// <param name="find">By the key of the activity, and how it names the workflow.</param>
    public static WorkflowDefinition Link(WorkflowDefinition definition, Func<string, CalleeReference, WorkflowDefinition?> find)
    {
        var callees = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var root = new Linking(find, callees).Build(definition.Root, "", [definition.VersionId]);
        return callees.Count == 0 ? definition : new WorkflowDefinition(definition.Json, definition.Document, root) { Callees = callees };
    }

    private sealed class Linking(Func<string, CalleeReference, WorkflowDefinition?> find, IDictionary<string, string> callees)
    {
        /// <param name="path">Version ids of the workflows around the node, outermost first.</param>
        public ActivityNode Build(ActivityNode node, string within, string[] path)
        {
            var ports = node.Ports.ToDictionary(
                port => port.Key,
                IReadOnlyList<ActivityNode> (port) => [.. port.Value.Select(child => Build(child, within, path))],
                StringComparer.OrdinalIgnoreCase);
            var plain = new ActivityNode(node.Json, ports, within);
            if (CalleeReference.From(node) is not { } reference || find(plain.Key, reference) is not { } callee || path.Contains(callee.VersionId))
            {
                return plain;
            }

            callees[plain.Key] = Exactly(callee);
            var root = Build(callee.Root, plain.Key, [.. path, callee.VersionId]);
            ports["root"] = [root];
            return new ActivityNode(node.Json, ports, within)
            {
                Callee = new(callee.DefinitionId, callee.Version, callee.VersionId, root, callee.Inputs, callee.Outputs, callee.Outcomes) { ShowsValues = LogPersistence.DefaultOf(callee.CustomProperties) },
                Variables = [.. callee.Variables, .. callee.Inputs.Select(input => new VariableDeclaration(input.Name, input.Name, input.TypeName, null))],
            };
        }
    }

    /// <summary>One version, as the state of an instance keeps it.</summary>
    public static string Exactly(WorkflowDefinition definition) => FormattableString.Invariant($"{definition.DefinitionId}@{definition.Version}");
}
