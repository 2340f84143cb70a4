namespace Alokon.Host.SignIn;

/// <summary>The session of a browser: a reference, readable by no script.</summary>
internal static class SessionCookie
{
    // A browser takes the prefix only over https; without it (a first try on one's own machine) the plain name.
    private const string Secure = "__Host-alokon";
    private const string Plain = "alokon";

    public static string? Read(HttpRequest request) => request.Cookies[Name(request)];

    // No date on it: it ends with the browser, and the server ends it earlier by its own clock, which in a demo is not the browser's.
    public static void Write(HttpContext http, string token) =>
        http.Response.Cookies.Append(Name(http.Request), token, Options(http.Request));

    public static void Delete(HttpContext http) =>
        http.Response.Cookies.Delete(Name(http.Request), Options(http.Request));

    private static string Name(HttpRequest request) => request.IsHttps ? Secure : Plain;

    private static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        Path = "/",
    };
}
