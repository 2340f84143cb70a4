using System.Globalization;

namespace Alokon.Engine.Definitions;

/// <summary>What is wrong with a definition, or with what somebody wants from it.</summary>
public abstract record DefinitionRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    /// <summary>The text is no definition at all.</summary>
    public sealed record Unreadable : DefinitionRefusal
    {
        public Unreadable(string file, long line, string place, string reason)
            : base("definition-unreadable", RefusalKind.Invalid, $"{file}({line}): {place}: {reason}")
        {
            File = file;
            Line = line;
            Place = place;
            Arguments = [file, line.ToString(CultureInfo.InvariantCulture), place, reason];
        }

        public string File { get; }

        /// <summary>Counted from 1.</summary>
        public long Line { get; }

        /// <summary>JSON path: <c>$.root.activities[2]</c>.</summary>
        public string Place { get; }
    }

    /// <summary>Readable, but it must not be published.</summary>
    public sealed record Faulty : DefinitionRefusal
    {
        /// <param name="source">The file, or the id of the definition.</param>
        public Faulty(string source, IReadOnlyList<Finding> findings)
            : base("definition-faulty", RefusalKind.Invalid, string.Join("; ", findings.Select(f => $"{source}({f.Line}): {f.ActivityId}: {f.Code}: {f.Message}")))
        {
            Findings = findings;
            Arguments = [source];
            Fields = [.. findings.Select(f => new FieldError(f.ActivityId, f.Code, f.Message))];
        }

        public IReadOnlyList<Finding> Findings { get; }
    }

    /// <summary>Nothing of this name is published (or there is no such version) in this office.</summary>
    public sealed record NotFound : DefinitionRefusal
    {
        public NotFound(string definitionId)
            : base("definition-not-found", RefusalKind.NotFound, $"Expected a published workflow '{definitionId}', but this office has none") =>
            Arguments = [definitionId];
    }
}
