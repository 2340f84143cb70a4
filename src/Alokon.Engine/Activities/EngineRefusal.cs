namespace Alokon.Engine.Activities;

/// <summary>The engine's own refusals: the burst has not happened.</summary>
public abstract record EngineRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message);

/// <summary>This activity never waits, so nobody can answer it.</summary>
public sealed record NotResumable(string ActivityId)
    : EngineRefusal("activity-not-resumable", RefusalKind.Conflict, $"Expected to resume an activity that waits, but '{ActivityId}' never does");

/// <summary>A loop that Elsa's flowchart cannot run: some way to its source goes round its target.</summary>
public sealed record InvalidLoop(string Source, string Target)
    : EngineRefusal("workflow-invalid-loop", RefusalKind.Conflict, $"Expected every way to '{Source}' to pass through '{Target}', but one does not: the connection back cannot be followed")
{
    public static InvalidLoop Between(string source, string target) => new(source, target) { Arguments = [source, target] };
}
