namespace Alokon.Engine.Running;

/// <summary>Where the steps of one version are found in another: under the same id, unless an admin chose otherwise.</summary>
/// <param name="Chosen">Ids of the old version to ids of the new one.</param>
public sealed record StepMap(IReadOnlyDictionary<string, string> Chosen)
{
    public static StepMap Same { get; } = new(new Dictionary<string, string>());

    public string Of(string activityId) => Chosen.GetValueOrDefault(activityId, activityId);

    /// <summary>The key of an arrow, as flowcharts count it: <c>source:port->target</c>.</summary>
    public string OfArrow(string key)
    {
        // Ids may hold anything; a port has no arrow in it.
        var arrow = key.LastIndexOf("->", StringComparison.Ordinal);
        var port = arrow < 0 ? -1 : key.LastIndexOf(':', arrow);
        return port < 0 ? key : $"{Of(key[..port])}{key[port..arrow]}->{Of(key[(arrow + 2)..])}";
    }
}
