using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>How long a join waits in counter mode. The order is Elsa's: older files hold the number.</summary>
internal enum JoinMode
{
    WaitAll,
    WaitAllActive,
    WaitAny,
}

/// <summary>What an activity does in token mode when several arrows lead to it.</summary>
internal enum MergeMode
{
    /// <summary>As Stream: nobody chose.</summary>
    None,
    Stream,
    Merge,
    Converge,
    Cascade,
    Race,
}

/// <summary>Reads the modes of a flowchart and of its activities.</summary>
internal static class FlowModes
{
    /// <summary>In the custom properties of a flowchart or of the definition, or in the properties of the instance.</summary>
    public const string Property = "Alokon:flowchart";

    /// <summary>What the run was told, else what the flowchart says, else the definition; counters where nobody says anything, as in Elsa.</summary>
    public static bool IsTokenMode(ActivityContext flowchart) =>
        IsTokens(Text(flowchart.Properties[Property]) ?? Text(flowchart.Node.CustomProperties[Property]) ?? flowchart.FlowchartMode);

    public static bool IsTokens(string? mode) => mode?.StartsWith("token", StringComparison.OrdinalIgnoreCase) ?? false;

    public static bool IsJoin(ActivityNode node) => node.Type == "Elsa.FlowJoin";

    /// <exception cref="ExpressionFault">The join names a mode that there is none of.</exception>
    public static JoinMode JoinOf(ActivityContext flowchart, ActivityNode target)
    {
        if (!IsJoin(target))
        {
            return JoinMode.WaitAllActive;
        }

        // Nearly every join states its mode: read once for all cases.
        var stated = target.Derived(StatedJoin);
        var written = stated.IsKnown ? stated.Written : flowchart.InputOfChild(target, "mode");
        return (stated.IsKnown ? stated.Mode : Parse<JoinMode>(written))
            ?? throw new ExpressionFault($"Expected the mode of join '{target.Id}' to be WaitAll, WaitAllActive or WaitAny, but it is '{written}'");
    }

    /// <summary>The mode as it stands in the definition; not known where an expression gives it when the case runs.</summary>
    public static StatedMode StatedJoin(ActivityNode join)
    {
        var written = join.Json["mode"];
        if (Expression.TypeOf(written) != "Literal")
        {
            return new(false, null, null);
        }

        var given = Expression.Evaluate(written, new(_ => null, _ => null))?.ToString();
        var mode = string.IsNullOrEmpty(given) ? nameof(JoinMode.WaitAny) : given;
        return new(true, mode, Parse<JoinMode>(mode));
    }

    /// <summary>A join's own mode rules; of the others an unknown word counts as none, as in Elsa. The validator names it.</summary>
    public static MergeMode MergeOf(ActivityContext flowchart, FlowPlace target) =>
        IsJoin(target.Activity)
            ? JoinOf(flowchart, target.Activity) == JoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge
            : target.Merge;

    /// <returns>Null where the node says nothing, or no known word.</returns>
    public static MergeMode? Written(ActivityNode node) =>
        Parse<MergeMode>(Text(node.CustomProperties["mergeMode"]));

    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private static T? Parse<T>(string? written)
        where T : struct, Enum => Enum.TryParse<T>(written, ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : null;
}

/// <param name="Mode">Null where the word names none.</param>
internal sealed record StatedMode(bool IsKnown, string? Written, JoinMode? Mode);
