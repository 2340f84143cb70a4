using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>What the expressions of one running activity may see and do.</summary>
internal static class Scripting
{
    public static ExpressionScope Scope(InstanceMemory memory, Execution execution) =>
        new(reference => Scopes.Read(memory, execution, reference), name => Composites.Input(memory, execution, name))
        {
            Script = () => Script(memory, execution),
        };

    private static ScriptScope Script(InstanceMemory memory, Execution execution) => new()
    {
        VariableNames = Scopes.Names(memory, execution),
        SetVariable = (reference, value) => Scopes.Write(memory, execution, reference, value),
        InputNames = Composites.InputNames(memory, execution),
        OutputFrom = (activity, output) => OutputFrom(memory, execution, activity, output),
        Outputs = Outputs(memory, execution),
        LastResult = () => memory.LastResult is { } last ? memory.Outputs[last]?["result"] : null,
        CorrelationId = () => memory.CorrelationId,
        SetCorrelationId = id => memory.CorrelationId = id,
        InstanceName = () => memory.Name,
        SetInstanceName = name => memory.Name = name,
        Instance = memory.Frame.Instance,
        DefinitionId = memory.Frame.DefinitionId,
        DefinitionVersionId = memory.Frame.DefinitionVersionId,
        DefinitionVersion = memory.Frame.DefinitionVersion,
        Now = memory.Now,
        NextGuid = () => NextGuid(memory),
    };

    /// <summary>By id, else by name; those of the own composite before those of the workflows around it.</summary>
    private static JsonNode? OutputFrom(InstanceMemory memory, Execution execution, string activity, string? output)
    {
        foreach (var prefix in Composites.Prefixes(execution))
        {
            if ((Outputs(memory, prefix + activity) ?? Named(memory, prefix, activity)) is { } outputs)
            {
                return output is not null ? Member(outputs, output) : Member(outputs, "result") ?? (outputs.Count == 1 ? outputs.First().Value : null);
            }
        }

        return null;
    }

    private static List<ActivityOutput> Outputs(InstanceMemory memory, Execution execution)
    {
        var outputs = new List<ActivityOutput>();
        foreach (var (key, own) in memory.Outputs)
        {
            if (own is JsonObject members && memory.Frame.Nodes.TryGetValue(key, out var node) && Composites.Prefixes(execution).Any(prefix => prefix + node.Id == key))
            {
                outputs.AddRange(members.Select(member => new ActivityOutput(node.Name.Length > 0 ? node.Name : node.Id, member.Key)));
            }
        }

        return outputs;
    }

    private static JsonObject? Named(InstanceMemory memory, string prefix, string name) =>
        memory.Frame.Nodes.Values.Where(node => node.Name == name && node.Key == prefix + node.Id).Select(node => Outputs(memory, node.Key)).FirstOrDefault(own => own is not null);

    private static JsonObject? Outputs(InstanceMemory memory, string key) => memory.Outputs[key] as JsonObject;

    // Elsa spells outputs in Pascal case, the file in camel case.
    private static JsonNode? Member(JsonObject outputs, string name) =>
        outputs.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    // Random for everybody else, the same for a replay: RFC 9562 version 8 over the instance and a counter.
    public static Guid NextGuid(InstanceMemory memory)
    {
        Span<byte> seed = stackalloc byte[20];
        memory.Frame.Instance.TryWriteBytes(seed);
        BinaryPrimitives.WriteInt32BigEndian(seed[16..], ++memory.Guids);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(seed, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
