namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>Names that a script knows from elsewhere and that are not here: said at publishing, before a case stops at one.</summary>
internal static class MissingNames
{
    private const string NoCode = "tidak boleh dipakai: skrip tidak boleh membuat kode dari teks";
    private const string NoWorld = "tidak ada: skrip hanya melihat nilai kasus";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["eval"] = NoCode,
        ["Function"] = NoCode,
        ["getConfig"] = "tidak boleh dipakai: skrip tidak melihat pengaturan server; pakai variabel atau masukan alur",
        ["streamToBytes"] = "tidak ada: alur tidak menyimpan aliran (stream)",
        ["streamToBase64"] = "tidak ada: alur tidak menyimpan aliran (stream)",
        ["require"] = NoWorld,
        ["process"] = NoWorld,
        ["window"] = NoWorld,
        ["document"] = NoWorld,
        ["console"] = NoWorld,
        ["fetch"] = NoWorld,
        ["XMLHttpRequest"] = NoWorld,
        ["setTimeout"] = NoWorld,
        ["setInterval"] = NoWorld,
        ["System"] = NoWorld,
        ["importNamespace"] = NoWorld,
    };

    private static readonly HashSet<string> Newer =
    [
        "Promise", "Symbol", "Map", "Set", "WeakMap", "WeakSet", "WeakRef", "Proxy", "Reflect", "Intl", "BigInt", "ArrayBuffer", "DataView",
        "Uint8Array", "Int8Array", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "Float32Array", "Float64Array",
        "globalThis", "structuredClone", "queueMicrotask", "TextEncoder", "TextDecoder", "URL", "URLSearchParams",
    ];

    /// <exception cref="ScriptRefused">It uses one.</exception>
    public static void Check(string text, IEnumerable<Use> free)
    {
        foreach (var use in free)
        {
            var name = use.Node.Name;
            var reason = Newer.Contains(name) ? "tidak didukung (skrip memakai ES5 dengan template, panah, let dan const)" : Reasons.GetValueOrDefault(name);
            if (reason is not null)
            {
                throw new Tokenizer(text).Refuse($"{name} {reason}", use.Position);
            }
        }
    }
}
