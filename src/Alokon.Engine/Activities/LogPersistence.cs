using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// Which inputs and outputs of an activity the journal shows: what the node says about the one, else about all of its own, else the
/// workflow it stands in, else the run. A running case shows only what somebody asked for, so that its journal stays small.
/// </summary>
internal sealed class LogPersistence
{
    private const string Property = "logPersistenceMode";

    private readonly JsonObject? _written;
    private readonly bool? _default;

    private LogPersistence(ActivityNode node)
    {
        _written = node.CustomProperties[Property] as JsonObject;
        _default = DefaultOf(node.CustomProperties);
    }

    public static bool ShowsInput(InstanceMemory memory, Execution execution, string name) => Shows(memory, execution, "inputs", name);

    public static bool ShowsOutput(InstanceMemory memory, Execution execution, string name) => Shows(memory, execution, "outputs", name);

    /// <returns>None where nothing is said, or Inherit.</returns>
    public static bool? DefaultOf(JsonObject customProperties) => Mode(customProperties[Property] switch
    {
        JsonObject modes => modes["default"],
        var mode => mode,
    });

    private static bool Shows(InstanceMemory memory, Execution execution, string kind, string name)
    {
        var own = execution.Node.Derived(node => new LogPersistence(node));
        return Mode((own._written?[kind] as JsonObject)?[name]) ?? own._default ?? Around(memory, execution);
    }

    private static bool Around(InstanceMemory memory, Execution execution)
    {
        for (var composite = Composites.Around(execution); composite is not null; composite = Composites.Around(composite))
        {
            if (composite.Node.Callee!.ShowsValues is { } shows) // Around gives only those with a callee
            {
                return shows;
            }
        }

        return memory.Frame.ShowsValues ?? memory.ShowsValues;
    }

    private static bool? Mode(JsonNode? mode) => mode?.ToString() switch
    {
        "Include" => true,
        "Exclude" => false,
        _ => null,
    };
}
