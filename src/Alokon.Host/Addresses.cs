namespace Alokon.Host;

/// <summary>Which addresses programs use and which people: the one place that says so.</summary>
internal static class Addresses
{
    /// <summary>Answered with problem details instead of pages.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/auth") || path.StartsWithSegments("/elsa");

    /// <summary>Whoever comes with a cookie and wants to change something must bring the anti-forgery token; elsewhere a cookie is good for reading only.</summary>
    public static bool ChecksForgery(PathString path) => !IsForPrograms(path) || path.StartsWithSegments("/elsa/api");
}
