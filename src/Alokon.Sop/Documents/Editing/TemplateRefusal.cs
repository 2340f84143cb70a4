using Alokon.Engine;
using Alokon.Templating;

namespace Alokon.Sop.Documents.Editing;

/// <summary>Every "no" about editing templates.</summary>
public abstract record TemplateRefusal : Refusal
{
    private TemplateRefusal(string code, RefusalKind kind, string message)
        : base(code, kind, message)
    {
    }

    public sealed record NotFound : TemplateRefusal
    {
        public NotFound(string name)
            : base("template-not-found", RefusalKind.NotFound, $"Expected a template {name}, but this office has none such") =>
            Arguments = [name];
    }

    public sealed record VersionNotFound : TemplateRefusal
    {
        public VersionNotFound(TemplateName name, int version)
            : base("template-version-not-found", RefusalKind.NotFound, $"Expected version {version} of {name}, but there is none") =>
            Arguments = [$"{version}", $"{name}"];
    }

    /// <summary>Another admin was faster; nothing was overwritten.</summary>
    public sealed record Stale : TemplateRefusal
    {
        public Stale(TemplateName name, string by, bool draft)
            : base(draft ? "template-draft-stale" : "template-stale", RefusalKind.Stale, $"Expected {name} as it was seen, but {by} has changed it since") =>
            Arguments = [$"{name}", by];
    }

    /// <summary>It cannot print what it must, or reaches for what it may not.</summary>
    public sealed record Faulty : TemplateRefusal
    {
        public Faulty(IReadOnlyList<TemplateError> findings)
            : base("template-faulty", RefusalKind.Invalid, $"Expected a template without faults, but {findings[0]}")
        {
            Findings = findings;
            Current = findings;
            Arguments = [$"{findings.Count}", findings[0].File, $"{findings[0].Line}", $"{findings[0].Column}", findings[0].Message];
        }

        public IReadOnlyList<TemplateError> Findings { get; }
    }

    public sealed record Unprintable : TemplateRefusal
    {
        public Unprintable(string example, string reason)
            : base("template-unprintable", RefusalKind.Invalid, $"Expected {example} to print, but: {reason}") =>
            Arguments = [example, reason];
    }

    public sealed record Unchanged : TemplateRefusal
    {
        public Unchanged(TemplateName name, int version)
            : base("template-unchanged", RefusalKind.Conflict, $"Expected a change of {name}, but the text is that of version {version}") =>
            Arguments = [$"{name}", $"{version}"];
    }
}
