namespace Alokon.Engine.Activities;

/// <summary>An activity cannot do what the definition asks of it. Becomes an incident: the case stays where it is and can be tried again.</summary>
/// <param name="code">What failed, for whoever handles it.</param>
/// <param name="category">Elsa's: which part of the system.</param>
/// <param name="kind">Elsa's: System, Business, …</param>
public sealed class ActivityFault(string code, string? category, string? kind, string message) : Exception(message)
{
    public string Code { get; } = code;

    public string? Category { get; } = category;

    public string? Kind { get; } = kind;
}
