using System.Globalization;

namespace Alokon.Templating;

public enum RenderMode
{
    /// <summary>For official documents: every expression is HTML-escaped, missing data is an error, money stays decimal, limits are the office's.</summary>
    Office,

    /// <summary>As plain Scriban does it: nothing escaped, missing data prints nothing, doubles, Scriban's limits.</summary>
    Conformance,
}

/// <summary>A function the caller lends to templates. Returns a plain value, which is escaped, or <see cref="SafeHtml"/>, which is not.</summary>
/// <exception cref="ArgumentException">The arguments do not fit; its message becomes the error at the place of the call.</exception>
public delegate object? HostFunction(IReadOnlyList<object?> arguments);

public sealed record RenderOptions
{
    public RenderMode Mode { get; init; } = RenderMode.Office;

    /// <summary>Null: Indonesian in office mode, invariant in conformance mode.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>The zone of dates without an offset. Null: Asia/Jakarta in office mode, the machine's in conformance mode (as Scriban).</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Finds the text of an included template by name; null when there is none. Names are <c>[a-z0-9/_.-]+</c>, never paths outside the store.</summary>
    public Func<string, string?>? Include { get; init; }

    private static readonly IReadOnlyDictionary<string, HostFunction> NoFunctions = new Dictionary<string, HostFunction>();

    /// <summary>Functions of the host by name (<c>qr</c>), found after the model and the built-ins. Kept as they are at first use: hand in the same table each time.</summary>
    public IReadOnlyDictionary<string, HostFunction> Functions { get; init; } = NoFunctions;

    /// <summary>Wall time for one rendering. Null: two seconds in office mode, none in conformance mode.</summary>
    public TimeSpan? Timeout { get; init; }

    public CancellationToken Cancellation { get; init; }
}
