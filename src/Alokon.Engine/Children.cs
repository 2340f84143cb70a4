using System.Text.Json.Nodes;

namespace Alokon.Engine;

/// <summary>A workflow is to start in an instance of its own, in a transaction of its own. Its published version is taken.</summary>
/// <param name="Child">The id that the new instance will have: decided here, so that starting it twice is seen.</param>
/// <param name="Bookmark">Of this instance; resumed with <see cref="ChildEnded"/> when the child has ended. None: nobody waits for it.</param>
public sealed record StartChild(Guid Child, string DefinitionId, JsonObject Input, string? CorrelationId, int? Bookmark) : IEffect;

/// <summary>Nobody waits for this child any more, because what waited was itself taken away: it is to be cancelled, if it still runs.</summary>
public sealed record CancelChild(Guid Child) : IEffect;

/// <summary>What the one that waits for a child is told when the child has ended.</summary>
public sealed record ChildEnded(Guid Child, string Status, string SubStatus, JsonObject Output, string? CorrelationId)
{
    /// <summary>As the stimulus of the bookmark, with Elsa's names.</summary>
    public JsonObject ToJson() => new()
    {
        ["WorkflowInstanceId"] = Child.ToString(),
        ["Status"] = Status,
        ["SubStatus"] = SubStatus,
        ["Output"] = Output.DeepClone(),
        ["CorrelationId"] = CorrelationId,
    };
}
