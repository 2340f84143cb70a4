namespace Alokon.Engine.Definitions;

/// <summary>An error blocks publishing, a warning does not.</summary>
public enum Severity
{
    Warning,
    Error,
}

/// <summary>Something the validator found.</summary>
/// <param name="Code">Kebab-case, stable.</param>
/// <param name="ActivityId">Which activity; the definition's id where it is about the whole.</param>
/// <param name="Message">Indonesian: what is wrong and what to do.</param>
public sealed record Finding(Severity Severity, string Code, string ActivityId, string Message)
{
    /// <summary>Where the activity begins in the text of the definition, counted from 1.</summary>
    public long Line { get; init; } = 1;
}
