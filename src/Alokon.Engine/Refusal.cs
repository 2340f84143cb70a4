namespace Alokon.Engine;

/// <summary>What kind of "no" an answer is; every edge maps it once (HTTP: 404, 401, 403, 409, 412, 422, 429, 503).</summary>
public enum RefusalKind
{
    NotFound,
    Unauthenticated,
    Forbidden,
    Conflict,
    Stale,
    Malformed,
    Invalid,
    TooMany,
    Unavailable,
    TooLarge,
    Unexpected,
}

/// <summary>
/// An expected "no": nothing has happened. <paramref name="Code"/> is stable and keys the Indonesian text in the
/// resource file (Texts); <paramref name="Message"/> is English and for logs.
/// </summary>
/// <param name="Code">Kebab-case, stable: part of the public contract (problem "type").</param>
/// <param name="Kind">How an edge answers.</param>
/// <param name="Message">English: Expected to …, but …</param>
public abstract record Refusal(string Code, RefusalKind Kind, string Message)
{
    /// <summary>Which fields of the input are wrong and why; empty when the refusal is not about fields.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>Values that the Indonesian text of this code names: {0}, {1} …</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What the caller should see to go on (for Stale: the task as it is now). Serialized by the edge.</summary>
    public object? Current { get; init; }
}

/// <summary>
/// A "no" that must leave its trace (a failed sign-in counts against the next one): the transaction commits what the
/// handler wrote although the answer is no. Every other refusal rolls back.
/// </summary>
public interface IRecordedRefusal;

/// <param name="Path">JSON path as the caller wrote it: <c>lines[2].approved</c>.</param>
/// <param name="Code">Keys the Indonesian sentence: what is wrong and what to do.</param>
/// <param name="Arguments">Values the sentence names: the value refused, the limit.</param>
public sealed record FieldError(string Path, string Code, params string[] Arguments);

/// <summary>The input is not acceptable; <see cref="Refusal.Fields"/> names each field.</summary>
public sealed record InvalidInput : Refusal
{
    public InvalidInput(IReadOnlyList<FieldError> fields)
        : base("invalid-input", RefusalKind.Invalid, $"Expected acceptable input, but {fields.Count} field(s) are not: {string.Join(", ", fields.Select(f => $"{f.Path} {f.Code}"))}") =>
        Fields = fields;

    public InvalidInput(string path, string code, params string[] arguments)
        : this([new FieldError(path, code, arguments)])
    {
    }
}
