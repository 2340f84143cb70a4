using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Alokon.Engine.Running;

/// <summary>
/// An instance between two bursts: open executions, bookmarks, values. Kept as UTF-8 JSON in one column: 15 % faster than
/// jsonb, and what must be queried has columns of its own.
/// </summary>
public sealed record WorkflowState
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Of this format.</summary>
    public int Format { get; init; } = 1;

    public required string DefinitionId { get; init; }

    public required int DefinitionVersion { get; init; }

    /// <summary>Running or Finished.</summary>
    public string Status { get; init; } = "Running";

    /// <summary>Suspended; Finished, Cancelled, Faulted.</summary>
    public string SubStatus { get; init; } = "Suspended";

    /// <summary>The terminal activity that ended it; none while it runs, and when it ended because nothing was left to do.</summary>
    public string? EndedBy { get; init; }

    /// <summary>The activity that started the instance; none when it was started by hand.</summary>
    public string? Trigger { get; init; }

    /// <summary>True where something failed before the trigger was reached: when it is, what it waits for has happened already. Left out else.</summary>
    public bool? TriggerIsPending { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>What people call this instance.</summary>
    public string? Name { get; init; }

    public int NextExecution { get; init; } = 1;

    public int NextBookmark { get; init; } = 1;

    /// <summary>Exact versions of the workflows that run inside this one, by key of the activity; left out where there is none.</summary>
    public IReadOnlyDictionary<string, string>? Callees { get; init; }

    /// <summary>Left out before the first.</summary>
    public int? NextIncident { get; init; }

    /// <summary>How many identifiers scripts were given; left out before the first.</summary>
    public int? Guids { get; init; }

    /// <summary>The activity whose result came last.</summary>
    public string? LastResult { get; init; }

    /// <summary>Open ones; left out where there is none.</summary>
    public IReadOnlyList<IncidentState>? Incidents { get; init; }

    public IReadOnlyList<ExecutionState> Executions { get; init; } = [];

    public IReadOnlyList<BookmarkState> Bookmarks { get; init; } = [];

    /// <summary>By variable id.</summary>
    public JsonObject Variables { get; init; } = [];

    public JsonObject Input { get; init; } = [];

    public JsonObject Output { get; init; } = [];

    /// <summary>By activity id and output name.</summary>
    public JsonObject Outputs { get; init; } = [];

    public JsonObject Properties { get; init; } = [];

    [JsonIgnore]
    public bool IsFinished => Status == "Finished";

    /// <summary>Nothing can happen in it any more. What has faulted is finished, as in Elsa, but can be tried again.</summary>
    [JsonIgnore]
    public bool IsOver => IsFinished && SubStatus != "Faulted";

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <exception cref="JsonException">These bytes were not written by <see cref="ToUtf8"/>.</exception>
    public static WorkflowState FromUtf8(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<WorkflowState>(utf8, Options) ?? throw new JsonException("Expected a workflow state, but it is null");
}

/// <param name="Parent">Id of the container's execution; none for the root.</param>
public sealed record ExecutionState(int Id, string ActivityId, int? Parent, bool Backward, JsonObject State, JsonObject Variables)
{
    public JsonNode? Tag { get; init; }

    /// <summary>Variables that a loop handed to this turn, by name.</summary>
    public JsonObject? Locals { get; init; }

    /// <summary>True, or left out: only a failed execution costs its bytes.</summary>
    public bool? Faulted { get; init; }

    /// <summary>True for a trigger that failed at what started the instance; left out else.</summary>
    public bool? IsTrigger { get; init; }
}

/// <summary>Something failed and waits for somebody to have it tried again.</summary>
/// <param name="Execution">Id of the execution that failed, which is still among the open ones.</param>
/// <param name="Attempts">How often it failed.</param>
public sealed record IncidentState(int Id, int Execution, string ActivityId, string ActivityType, string Code, string Message, DateTimeOffset At, int Attempts)
{
    public string? Category { get; init; }

    public string? Kind { get; init; }

    /// <summary>What somebody had answered when it failed.</summary>
    public JsonObject? Answer { get; init; }
}

/// <param name="Execution">Id of the execution that waits.</param>
public sealed record BookmarkState(int Id, string ActivityId, int Execution, string Name, JsonNode? Payload);
