using System.Text.RegularExpressions;

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

    /// <summary>By this an admin says to have read it. Another wording is another finding: what has got worse since is asked again.</summary>
    public string Token => $"{Code}:{ActivityId}:{DefinitionText.Hash(Message)[..8]}";

    /// <summary>With its line; and in words that name the activity as the admin knows it.</summary>
    public Finding In(WorkflowDefinition definition) => this with
    {
        Line = definition.LineOf(ActivityId),
        Message = definition.Nodes.TryGetValue(ActivityId, out var node) && !Names(node.DisplayText) ? $"{node.DisplayText}: {Message}" : Message,
    };

    // As words of their own: a step may be called by a letter.
    private bool Names(string step) => Regex.IsMatch(Message, $@"(?<!\w){Regex.Escape(step)}(?!\w)");
}
