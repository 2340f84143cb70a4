using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Variables: from the innermost container outwards, the workflow last.</summary>
internal static class Scopes
{
    /// <summary>Gives a beginning container the variables that it declares.</summary>
    /// <exception cref="ExpressionFault">A default is not of the declared type.</exception>
    public static void Initialise(IReadOnlyList<VariableDeclaration> declared, JsonObject values, bool onlyTransient = false)
    {
        foreach (var declaration in declared)
        {
            if (declaration.IsTransient || !onlyTransient)
            {
                values[declaration.Id] = declaration.Initial();
            }
        }
    }

    public static JsonNode? Read(InstanceMemory memory, Execution from, VariableReference reference) =>
        Find(memory, from, reference) is var (values, declaration) ? values[declaration.Id] : null;

    public static bool Declares(InstanceMemory memory, Execution from, VariableReference reference) =>
        Find(memory, from, reference) is not null;

    public static void Write(InstanceMemory memory, Execution from, VariableReference reference, JsonNode? value)
    {
        if (Find(memory, from, reference) is not var (values, declaration))
        {
            throw new ExpressionFault($"Expected variable '{reference.Name ?? reference.Id}' to be declared, but neither the workflow nor a container around '{from.Node.Id}' declares it");
        }

        values[declaration.Id] = Coercion.To(declaration.TypeName, value?.DeepClone());
    }

    /// <summary>Every name that can be read from here, each once.</summary>
    public static IReadOnlyCollection<string> Names(InstanceMemory memory, Execution from)
    {
        var names = new List<string>();
        for (var execution = from; execution is not null; execution = execution.Parent)
        {
            names.AddRange(execution.Node.Variables.Select(declaration => declaration.Name));
            names.AddRange(execution.Locals?.Select(local => local.Key) ?? []);
        }

        return [.. names.Concat(memory.Frame.Variables.Select(declaration => declaration.Name)).Distinct(StringComparer.Ordinal)];
    }

    private static (JsonObject Values, VariableDeclaration Declaration)? Find(InstanceMemory memory, Execution from, VariableReference reference)
    {
        for (var execution = from; execution is not null; execution = execution.Parent)
        {
            if (Match(execution.Node.Variables, reference) is { } local)
            {
                return (execution.Variables, local);
            }

            if ((reference.Name ?? reference.Id) is { } name && execution.Locals is { } locals && locals.ContainsKey(name))
            {
                return (locals, new(name, name, null, null));
            }
        }

        return Match(memory.Frame.Variables, reference) is { } declared ? (memory.Variables, declared) : null;
    }

    // By id, as Elsa writes it; by name for what people write and for files whose ids were lost.
    private static VariableDeclaration? Match(IReadOnlyList<VariableDeclaration> declared, VariableReference reference) =>
        declared.Count == 0 ? null : declared.FirstOrDefault(d => d.Id == reference.Id) ?? declared.FirstOrDefault(d => d.Name == reference.Name);
}
