namespace Alokon.Host;

/// <summary>Which addresses programs use and which people: the one place that says so.</summary>
internal static class Addresses
{
    /// <summary>Answered with problem details instead of pages, and a cookie is good for reading only.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/auth") || path.StartsWithSegments("/elsa");
}
