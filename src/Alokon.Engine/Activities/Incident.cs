using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>An execution that failed and stays open until somebody has it tried again or takes it away.</summary>
/// <param name="Id">A counter inside the instance; a try that fails again keeps the number.</param>
/// <param name="Answer">What somebody had answered when it failed: kept, so that nobody is asked twice. None when it failed by itself.</param>
/// <param name="Attempts">How often it failed.</param>
internal sealed record Incident(int Id, Execution Execution, string Code, string Message, DateTimeOffset At, JsonObject? Answer, int Attempts)
{
    public string? Category { get; init; }

    public string? Kind { get; init; }
}
