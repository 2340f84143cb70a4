using Alokon.Engine.Activities;

namespace Alokon.Engine.Running;

/// <summary>Where the steps of one version are found in another: under the same id, unless an admin chose otherwise.</summary>
/// <param name="Chosen">Ids of the old version to ids of the new one.</param>
public sealed record StepMap(IReadOnlyDictionary<string, string> Chosen)
{
    public static StepMap Same { get; } = new(new Dictionary<string, string>());

    /// <param name="key">Of an activity: its id, behind the key of the workflow-as-activity that it is inside.</param>
    public string Of(string key)
    {
        var inside = key.LastIndexOf(ActivityNode.Inside, StringComparison.Ordinal);
        return Chosen.TryGetValue(key, out var chosen) ? chosen : inside < 0 ? key : Of(key[..inside]) + key[inside..];
    }

    /// <summary>As the flowcharts inside a workflow-as-activity name their steps: by id alone.</summary>
    public StepMap Inside(string composite)
    {
        var prefix = composite + ActivityNode.Inside;
        return new(Chosen.Where(step => step.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(
            step => step.Key[prefix.Length..],
            step => step.Value[(step.Value.LastIndexOf(ActivityNode.Inside, StringComparison.Ordinal) + 1)..]));
    }

    /// <summary>The key of an arrow, as flowcharts count it: <c>source:port->target</c>.</summary>
    public string OfArrow(string key)
    {
        // Ids may hold anything; a port has no arrow in it.
        var arrow = key.LastIndexOf("->", StringComparison.Ordinal);
        var port = arrow < 0 ? -1 : key.LastIndexOf(':', arrow);
        return port < 0 ? key : $"{Of(key[..port])}{key[port..arrow]}->{Of(key[(arrow + 2)..])}";
    }
}
