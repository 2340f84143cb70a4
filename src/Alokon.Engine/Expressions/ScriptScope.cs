using System.Text.Json.Nodes;

namespace Alokon.Engine.Expressions;

/// <summary>
/// What a script may see and do beyond variables and inputs. Everything is of this instance and this burst: the same history gives the
/// same values, so a script may be run again.
/// </summary>
public sealed record ScriptScope
{
    /// <summary>Names of the variables visible from the activity, each once.</summary>
    public IReadOnlyCollection<string> VariableNames { get; init; } = [];

    /// <summary>Writes a visible variable, brought to its declared type.</summary>
    public Action<VariableReference, JsonNode?> SetVariable { get; init; } = (reference, _) =>
        throw new ExpressionFault($"Expected variable '{reference.Name ?? reference.Id}' to be declared, but this expression may set none");

    /// <summary>Names of the inputs of the workflow.</summary>
    public IReadOnlyCollection<string> InputNames { get; init; } = [];

    /// <summary>What an activity put out; by its id or its name. Without a name of the output: its result, or its only output.</summary>
    public Func<string, string?, JsonNode?> OutputFrom { get; init; } = (_, _) => null;

    /// <summary>Every output that is there, for the functions <c>get…From…()</c>.</summary>
    public IReadOnlyCollection<ActivityOutput> Outputs { get; init; } = [];

    /// <summary>The result of the activity that ended last.</summary>
    public Func<JsonNode?> LastResult { get; init; } = () => null;

    public Func<string?> CorrelationId { get; init; } = () => null;

    public Action<string?> SetCorrelationId { get; init; } = _ => throw new ExpressionFault("Expected a running case, but this expression has none to correlate");

    public Func<string?> InstanceName { get; init; } = () => null;

    public Action<string?> SetInstanceName { get; init; } = _ => throw new ExpressionFault("Expected a running case, but this expression has none to name");

    /// <summary>Takes the ways that the script of an activity chose; none in an expression.</summary>
    public Action<IReadOnlyList<string>>? SetOutcomes { get; init; }

    public Guid Instance { get; init; }

    public string DefinitionId { get; init; } = "";

    public string DefinitionVersionId { get; init; } = "";

    public int DefinitionVersion { get; init; } = 1;

    /// <summary>The time of the stimulus: the only time a script can see.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Derived from the instance and a counter that is kept with it: each call another one, a replay the same ones.</summary>
    public Func<Guid> NextGuid { get; init; } = () => Guid.Empty;
}

/// <summary>An output as a script names it: <c>get{Output}From{Activity}()</c>.</summary>
public sealed record ActivityOutput(string Activity, string Output);
