using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Variables: from the innermost container outwards, the workflow last.</summary>
internal static class Scopes
{
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

        return Match(memory.Declarations, reference) is { } declared ? (memory.Variables, declared) : null;
    }

    // By id, as Elsa writes it; by name for what people write and for files whose ids were lost.
    private static VariableDeclaration? Match(IReadOnlyList<VariableDeclaration> declared, VariableReference reference) =>
        declared.FirstOrDefault(d => d.Id == reference.Id) ?? declared.FirstOrDefault(d => d.Name == reference.Name);
}
