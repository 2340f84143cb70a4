namespace Alokon.Engine.Activities;

/// <summary>The engine's own refusals: the burst has not happened.</summary>
public abstract record EngineRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message);

/// <summary>This activity never waits, so nobody can answer it.</summary>
public sealed record NotResumable(string ActivityId)
    : EngineRefusal("activity-not-resumable", RefusalKind.Conflict, $"Expected to resume an activity that waits, but '{ActivityId}' never does");
