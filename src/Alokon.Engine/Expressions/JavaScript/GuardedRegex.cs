using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Native.RegExp;
using Jint.Runtime;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>The RegExp of the sandbox: written in .NET's language, and ended when it goes back and forth for too long.</summary>
internal sealed class GuardedRegex : FunctionInstance, IConstructor
{
    private const int MaxKept = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Regex> Kept = [];

    public GuardedRegex(Jint.Engine engine)
        : base(engine, null, null, false)
    {
        Prototype = engine.Function.PrototypeObject;
        Extensible = true;
        FastAddProperty("prototype", engine.RegExp.PrototypeObject, false, false, false);
        engine.RegExp.PrototypeObject.FastAddProperty("constructor", this, true, false, true);
        engine.Global.FastAddProperty("RegExp", this, true, false, true);
    }

    /// <returns>Why a script cannot have this expression, in Indonesian; null when it can.</returns>
    public static string? WhyNot(string pattern, string flags)
    {
        if (flags.Any(flag => flag is not ('g' or 'i' or 'm')) || flags.Distinct().Count() != flags.Length)
        {
            return $"tanda ungkapan reguler {flags} tidak didukung; pakai g, i, m";
        }

        if (pattern.Contains("(?<", StringComparison.Ordinal))
        {
            return "lookbehind dan grup bernama dalam ungkapan reguler tidak didukung";
        }

        try
        {
            _ = Keep(pattern, flags);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"ungkapan reguler tidak benar: {e.Message}";
        }
    }

    public override JsValue Call(JsValue thisObject, JsValue[] arguments) =>
        arguments.At(0).IsRegExp() && arguments.At(1).IsUndefined() ? arguments[0] : Construct(arguments);

    /// <exception cref="JavaScriptException">The script asks for one that it cannot have.</exception>
    public ObjectInstance Construct(JsValue[] arguments)
    {
        var (pattern, flags) = arguments.At(0).IsRegExp()
            ? (arguments[0].AsRegExp().Source, arguments[0].AsRegExp().Flags)
            : (arguments.At(0).IsUndefined() ? "" : TypeConverter.ToString(arguments[0]), "");
        flags = arguments.At(1).IsUndefined() ? flags : TypeConverter.ToString(arguments[1]);
        return WhyNot(pattern, flags) is { } reason ? throw new JavaScriptException(Engine.SyntaxError, reason) : Make(pattern, flags);
    }

    public RegExpInstance Make(string pattern, string flags)
    {
        var made = new RegExpInstance(Engine)
        {
            Prototype = Engine.RegExp.PrototypeObject,
            Extensible = true,
            Value = Keep(pattern, flags),
            Source = pattern.Length == 0 ? "(?:)" : pattern,
            Flags = flags,
            Global = flags.Contains('g'),
            IgnoreCase = flags.Contains('i'),
            Multiline = flags.Contains('m'),
        };
        made.FastAddProperty("global", made.Global, false, false, false);
        made.FastAddProperty("ignoreCase", made.IgnoreCase, false, false, false);
        made.FastAddProperty("multiline", made.Multiline, false, false, false);
        made.FastAddProperty("source", made.Source, false, false, false);
        made.FastAddProperty("lastIndex", 0, true, false, false);
        return made;
    }

    private static Regex Keep(string pattern, string flags)
    {
        if (Kept.TryGetValue((pattern, flags), out var kept))
        {
            return kept;
        }

        var options = RegexOptions.ECMAScript
            | (flags.Contains('i') ? RegexOptions.IgnoreCase : RegexOptions.None)
            | (flags.Contains('m') ? RegexOptions.Multiline : RegexOptions.None);
        var made = new Regex(Translate(pattern, flags.Contains('m')), options, Patience);
        if (Kept.Count < MaxKept)
        {
            Kept[(pattern, flags)] = made;
        }

        return made;
    }

    // JavaScript's $ is the very end, its point stops at every kind of line end.
    private static string Translate(string pattern, bool multiline)
    {
        var result = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            inClass = c switch { '[' => true, ']' => false, _ => inClass };
            if (c == '\\' && i + 1 < pattern.Length)
            {
                result.Append(c).Append(pattern[++i]);
            }
            else if (c == '.' && !inClass)
            {
                result.Append(@"[^\n\r\u2028\u2029]");
            }
            else if (c == '$' && !inClass)
            {
                result.Append(multiline ? @"(?=[\n\r\u2028\u2029]|(?![\s\S]))" : @"(?![\s\S])");
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
