namespace Alokon.Host.Pages.Designer;

/// <summary>What the browser lets Studio do on its pages: run its own WebAssembly and style itself, and nothing from elsewhere. No eval of text.</summary>
internal static class StudioPolicy
{
    /// <summary>
    /// The hashes are of the two inline scripts that Studio 3.8.2 draws with its editor and its list of instances (both define
    /// window.editorHotkeys). Another version brings others: a browser then says so in its console, and the tests fail.
    /// </summary>
    public const string Header =
        "default-src 'self'; " +
        "script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; " +
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
