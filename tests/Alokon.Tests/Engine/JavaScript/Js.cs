using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;
using Alokon.Engine.Expressions.JavaScript;
using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>Runs scripts over a case made of dictionaries.</summary>
internal sealed class Js
{
    private int _ids;

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);

    public Dictionary<string, JsonNode?> Variables { get; } = [];

    public Dictionary<string, JsonNode?> Inputs { get; } = [];

    public Dictionary<(string Activity, string Output), JsonNode?> Outputs { get; } = [];

    public string? CorrelationId { get; set; }

    public string? InstanceName { get; set; }

    /// <summary>The value as JSON text, over an empty case.</summary>
    public static string Value(string script) => new Js().Run(script);

    public static ExpressionFault Fault(string script) => Assert.Throws<ExpressionFault>(() => Value(script));

    public static ScriptRefused Refused(string script) => Assert.Throws<ScriptRefused>(() => Script.Read(script));

    public string Run(string script) => Script.Read(script).Run(Scope())?.ToJsonString() ?? "null";

    private ExpressionScope Scope() => new(reference => Variables.GetValueOrDefault(reference.Name!), name => Inputs.GetValueOrDefault(name)) // scripts name what they read
    {
        Script = () => new ScriptScope
        {
            VariableNames = Variables.Keys,
            SetVariable = Set,
            InputNames = Inputs.Keys,
            OutputFrom = (activity, output) => Outputs.FirstOrDefault(pair => pair.Key.Activity == activity && (output is null || pair.Key.Output == output)).Value,
            Outputs = [.. Outputs.Keys.Select(key => new ActivityOutput(key.Activity, key.Output))],
            LastResult = () => Outputs.LastOrDefault().Value,
            CorrelationId = () => CorrelationId,
            SetCorrelationId = id => CorrelationId = id,
            InstanceName = () => InstanceName,
            SetInstanceName = name => InstanceName = name,
            Instance = Guid.Parse("0198c000-0000-7000-8000-000000000001"),
            DefinitionId = "spmb",
            DefinitionVersionId = "spmb-v3",
            DefinitionVersion = 3,
            Now = Now,
            NextGuid = () => new Guid(++_ids, 0, 0, new byte[8]),
        },
    };

    private void Set(VariableReference reference, JsonNode? value)
    {
        if (!Variables.ContainsKey(reference.Name!)) // scripts name what they write
        {
            throw new ExpressionFault($"Expected variable '{reference.Name}' to be declared, but it is not");
        }

        Variables[reference.Name!] = value?.DeepClone(); // as above
    }
}
