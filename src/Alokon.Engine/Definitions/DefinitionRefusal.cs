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

    /// <summary>It may be published, once somebody says to have read what was found.</summary>
    public sealed record Warned : DefinitionRefusal
    {
        public Warned(string source, IReadOnlyList<Finding> findings)
            : base("definition-warned", RefusalKind.Conflict, $"Expected the warnings of '{source}' to be acknowledged, but these were not: {string.Join(", ", findings.Select(f => f.Token))}")
        {
            Findings = findings;
            Arguments = [source, findings.Count.ToString(CultureInfo.InvariantCulture)];
            Fields = [.. findings.Select(f => new FieldError(f.Token, f.Code, f.Message))];
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

    public sealed record VersionNotFound : DefinitionRefusal
    {
        public VersionNotFound(string definitionId, int version)
            : base("definition-version-not-found", RefusalKind.NotFound, $"Expected a published version {version} of '{definitionId}', but there is none") =>
            Arguments = [definitionId, version.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>Somebody saved, published or deleted since: the other's work stays, and the caller sees it.</summary>
    public sealed record Stale : DefinitionRefusal
    {
        public Stale(StoredDefinition now)
            : base("definition-stale", RefusalKind.Stale, $"Expected {now.VersionId} as the caller saw it, but {now.SavedBy} saved it at {now.SavedAt:O}")
        {
            Arguments = [now.Name, now.SavedBy];
            Current = now;
        }
    }

    /// <summary>A new definition was to be made, but the name of another one was given to it.</summary>
    public sealed record Exists : DefinitionRefusal
    {
        public Exists(StoredDefinition now)
            : base("definition-exists", RefusalKind.Conflict, $"Expected no definition '{now.DefinitionId}', but there is one")
        {
            Arguments = [now.DefinitionId];
            Current = now;
        }
    }

    public sealed record DraftInTheWay : DefinitionRefusal
    {
        public DraftInTheWay(StoredDefinition draft)
            : base("definition-draft-in-the-way", RefusalKind.Conflict, $"Expected no draft of '{draft.DefinitionId}', but {draft.SavedBy} left version {draft.Version}")
        {
            Arguments = [draft.Version.ToString(CultureInfo.InvariantCulture), draft.SavedBy];
            Current = draft;
        }
    }

    /// <summary>What a case ran on is evidence.</summary>
    public sealed record CasesRanOnIt : DefinitionRefusal
    {
        public CasesRanOnIt(string definitionId)
            : base("definition-has-cases", RefusalKind.Conflict, $"Expected '{definitionId}' to be without cases, but cases ran on it") =>
            Arguments = [definitionId];
    }

    public sealed record InForce : DefinitionRefusal
    {
        public InForce(StoredDefinition version)
            : base("definition-in-force", RefusalKind.Conflict, $"Expected {version.VersionId} to be out of force, but new cases start on it") =>
            Arguments = [version.Version.ToString(CultureInfo.InvariantCulture)];
    }
}
