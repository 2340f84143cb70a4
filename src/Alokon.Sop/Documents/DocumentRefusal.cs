using System.Globalization;
using Alokon.Engine;
using Alokon.Templating;

namespace Alokon.Sop.Documents;

/// <summary>Every "no" of this room.</summary>
public abstract record DocumentRefusal : Refusal
{
    private DocumentRefusal(string code, RefusalKind kind, string message)
        : base(code, kind, message)
    {
    }

    public sealed record NotFound(Guid Id)
        : DocumentRefusal("document-not-found", RefusalKind.NotFound, $"Expected document {Id}, but this office has none such");

    /// <summary>The worker has not printed it yet, or could not.</summary>
    public sealed record NotReady : DocumentRefusal
    {
        public NotReady(Guid id, string status)
            : base("document-not-ready", RefusalKind.Conflict, $"Expected document {id} to be printed, but it is {status}") =>
            Arguments = [status];
    }

    public sealed record RevisionUnknown : DocumentRefusal
    {
        public RevisionUnknown(int revision)
            : base("document-revision-unknown", RefusalKind.NotFound, $"Expected revision {revision} of the document, but there is none") =>
            Arguments = [revision.ToString(CultureInfo.InvariantCulture)];
    }

    public sealed record NotFailed(Guid Id, string Status)
        : DocumentRefusal("document-not-failed", RefusalKind.Conflict, $"Expected document {Id} to have failed, but it is {Status}");

    public sealed record AlreadyCancelled(Guid Id)
        : DocumentRefusal("document-already-cancelled", RefusalKind.Conflict, $"Expected document {Id} in force, but it was cancelled before");

    public sealed record NotKnown()
        : DocumentRefusal("document-not-known", RefusalKind.NotFound, "Expected a document with this code or these bytes, but no office issued one");

    /// <summary>It bears the code of one of ours, but not its bytes.</summary>
    public sealed record Changed : DocumentRefusal
    {
        public Changed(string number)
            : base("document-changed", RefusalKind.NotFound, $"Expected document {number} as it was issued, but the bytes are others") =>
            Arguments = [number];
    }

    public sealed record LetterheadMissing(int Office)
        : DocumentRefusal("letterhead-missing", RefusalKind.Conflict, $"Expected office {Office} to have a letterhead, but it has none");

    public sealed record CodeUnknown : DocumentRefusal
    {
        public CodeUnknown(string code)
            : base("document-code-unknown", RefusalKind.Conflict, $"Expected a kind of document with a number format, but {code} has none") =>
            Arguments = [code];
    }

    public sealed record TemplateMissing : DocumentRefusal
    {
        public TemplateMissing(string code)
            : base("template-missing", RefusalKind.Conflict, $"Expected a template for {code}, but none is loaded") =>
            Arguments = [code];
    }

    /// <summary>There are editions of this paper, but none for the day.</summary>
    public sealed record EditionMissing : DocumentRefusal
    {
        public EditionMissing(string code, DateOnly day)
            : base("template-edition-missing", RefusalKind.Conflict, $"Expected an edition of {code} in force on {day:O}, but there is none") =>
            Arguments = [code, day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)];
    }

    public sealed record EditionUnknown : DocumentRefusal
    {
        public EditionUnknown(string code, string edition)
            : base("template-edition-unknown", RefusalKind.NotFound, $"Expected an edition {edition} of {code}, but this office has none such") =>
            Arguments = [code, edition];
    }

    public sealed record MandateUnknown(Guid Id)
        : DocumentRefusal("signing-mandate-unknown", RefusalKind.NotFound, $"Expected signing mandate {Id}, but this office has none such");

    /// <summary>The folder holds a template that cannot be used; the versions loaded before stay in force.</summary>
    public sealed record TemplateBroken : DocumentRefusal
    {
        public TemplateBroken(TemplateError error)
            : base("template-broken", RefusalKind.Invalid, $"Expected a template that can be used, but {error}") =>
            Arguments = [error.File, $"{error.Line}", $"{error.Column}", error.Message];
    }

    public sealed record Unsigned : DocumentRefusal
    {
        public Unsigned(string code)
            : base("document-unsigned", RefusalKind.Conflict, $"Expected somebody to sign {code}, but the model names nobody") =>
            Arguments = [code];
    }

    public sealed record NumberFormatUnknown : DocumentRefusal
    {
        public NumberFormatUnknown(string code, string format)
            : base("number-format-unknown", RefusalKind.Invalid, $"Expected a number format of known placeholders with {{seq}} for {code}, but it is {format}") =>
            Arguments = [code, format];
    }
}
