using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Where an activity stands: in the workflow itself, or in a workflow that another one runs as an activity.</summary>
internal static class Composites
{
    /// <summary>The nearest composite around an execution; none directly in the workflow.</summary>
    public static Execution? Around(Execution execution)
    {
        var around = execution.Parent;
        while (around is not null && around.Node.Callee is null)
        {
            around = around.Parent;
        }

        return around;
    }

    /// <summary>An input of the composite around the activity; what it does not declare is looked for further out, at last in the workflow.</summary>
    public static JsonNode? Input(InstanceMemory memory, Execution execution, string name)
    {
        for (var composite = Around(execution); composite is not null; composite = Around(composite))
        {
            if (composite.Node.Callee!.Inputs.Any(input => input.Name == name)) // Around gives only those with a callee
            {
                return composite.Variables[name];
            }
        }

        return memory.Input[name];
    }

    public static IReadOnlyList<string> InputNames(InstanceMemory memory, Execution execution) =>
        Around(execution) is { } composite
            ? [.. composite.Node.Callee!.Inputs.Select(input => input.Name)] // Around gives only those with a callee
            : [.. memory.Frame.Inputs.Union(memory.Input.Select(given => given.Key))];

    /// <summary>What the workflow, or the composite around the activity, gives to whoever called it.</summary>
    public static void Output(InstanceMemory memory, Execution execution, string name, JsonNode? value)
    {
        if (Around(execution) is { } composite)
        {
            new ActivityContext(memory, composite).SetOutput(Member(composite.Node, name), value);
        }
        else
        {
            memory.Output[name] = value?.DeepClone();
        }
    }

    /// <summary>What stands before the ids of the neighbours in their keys, from the innermost composite outwards.</summary>
    public static IEnumerable<string> Prefixes(Execution execution)
    {
        for (var composite = Around(execution); composite is not null; composite = Around(composite))
        {
            yield return composite.Node.Key + ActivityNode.Inside;
        }

        yield return "";
    }

    // An output of the callee is a member of the calling node, in camel case.
    private static string Member(ActivityNode node, string name) =>
        node.Json.Select(member => member.Key).FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
