using System.Text;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Native = System.Func<Jint.Native.JsValue, Jint.Native.JsValue[], Jint.Native.JsValue>;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>Elsa's functions on texts, ids and bytes. Bytes are a list of numbers.</summary>
internal static class PlainFunctions
{
    private const int MaxBytes = Budget.MaxItems;

    public static Native? Find(Jint.Engine engine, Budget budget, ScriptScope script, string name) => name switch
    {
        "isNullOrEmpty" => (_, arguments) => IsEmpty(arguments.At(0), text => text.Length == 0),
        "isNullOrWhiteSpace" => (_, arguments) => IsEmpty(arguments.At(0), string.IsNullOrWhiteSpace),
        "parseGuid" => (_, arguments) => ParseGuid(engine, TypeConverter.ToString(arguments.At(0))),
        "newGuid" or "newGuidString" or "getGuidString" => (_, _) => script.NextGuid().ToString(),
        "newShortGuid" or "getShortGuid" => (_, _) => Short(script.NextGuid()),
        "toJson" => (_, arguments) => ScriptValues.ToJson(arguments.At(0), budget)?.ToJsonString() ?? "null",
        "bytesToString" => (_, arguments) => Encoding.UTF8.GetString(Bytes(engine, arguments.At(0))),
        "bytesFromString" => (_, arguments) => List(engine, Encoding.UTF8.GetBytes(Short(arguments.At(0)))),
        "bytesToBase64" => (_, arguments) => Convert.ToBase64String(Bytes(engine, arguments.At(0))),
        "bytesFromBase64" => (_, arguments) => List(engine, FromBase64(engine, Short(arguments.At(0)))),
        "stringToBase64" => (_, arguments) => Convert.ToBase64String(Encoding.UTF8.GetBytes(TypeConverter.ToString(arguments.At(0)))),
        "stringFromBase64" => (_, arguments) => Encoding.UTF8.GetString(FromBase64(engine, TypeConverter.ToString(arguments.At(0)))),
        _ => null,
    };

    private static bool IsEmpty(JsValue value, Func<string, bool> empty) =>
        value.IsNull() || value.IsUndefined() || empty(TypeConverter.ToString(value));

    private static string ParseGuid(Jint.Engine engine, string text) =>
        Guid.TryParse(text, out var id) ? id.ToString() : throw new JavaScriptException(engine.TypeError, $"'{text}' is not a Guid");

    // As Elsa shortens it: base64 without the padding and without signs that a link would have to escape.
    private static string Short(Guid id) =>
        Convert.ToBase64String(id.ToByteArray()).Replace("/", "_", StringComparison.Ordinal).Replace("+", "-", StringComparison.Ordinal)[..22];

    private static string Short(JsValue value)
    {
        var text = TypeConverter.ToString(value);
        return text.Length <= MaxBytes ? text : throw new ScriptLimit($"at most {MaxBytes} bytes");
    }

    private static ObjectInstance List(Jint.Engine engine, byte[] bytes) => Natives.List(engine, bytes.Select(value => new JsValue(value)));

    private static byte[] Bytes(Jint.Engine engine, JsValue value)
    {
        if (value.TryCast<ObjectInstance>() is not { } list || !value.IsArray())
        {
            throw new JavaScriptException(engine.TypeError, "Expected a list of bytes");
        }

        return Natives.LengthOf(value) > MaxBytes
            ? throw new ScriptLimit($"at most {MaxBytes} bytes")
            : [.. Natives.Items(list).Select(item => (byte)Bits.Whole(TypeConverter.ToNumber(item)))];
    }

    private static byte[] FromBase64(Jint.Engine engine, string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : throw new JavaScriptException(engine.TypeError, "Expected a text in base64");
    }
}
