using System.Text;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.RegExp;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>Functions of String whose result can grow beyond what they are given, watched before it does; and those of ES6 that scripts use.</summary>
internal sealed class TextFunctions(Jint.Engine engine, Budget budget, GuardedRegex regexes)
{
    public void Install()
    {
        var texts = engine.String.PrototypeObject;
        Guard(texts, "replace", BeforeReplace);
        Guard(texts, "split", BeforeSplit);
        Guard(texts, "match", BeforeMatch);
        Guard(texts, "search", BeforeMatch);
        Natives.Set(texts, "concat", (self, arguments) => Concat([self, .. arguments]));
        Natives.Set(texts, "toLocaleUpperCase", (self, _) => Own(self).ToUpperInvariant());
        Natives.Set(texts, "toLocaleLowerCase", (self, _) => Own(self).ToLowerInvariant());
        Natives.Set(texts, "localeCompare", (self, arguments) => Math.Sign(string.CompareOrdinal(Own(self), TypeConverter.ToString(arguments.At(0)))));
        Natives.Set(texts, "includes", (self, arguments) => Find(self, arguments, (text, part, from) => text.IndexOf(part, from, StringComparison.Ordinal) >= 0));
        Natives.Set(texts, "startsWith", (self, arguments) => Find(self, arguments, (text, part, from) => text.AsSpan(from).StartsWith(part, StringComparison.Ordinal)));
        Natives.Set(texts, "endsWith", (self, arguments) => EndsWith(Own(self), arguments));
        Natives.Set(texts, "repeat", (self, arguments) => Repeat(Own(self), TypeConverter.ToInteger(arguments.At(0))));
        Natives.Set(texts, "padStart", (self, arguments) => Padding(Own(self), arguments) + Own(self));
        Natives.Set(texts, "padEnd", (self, arguments) => Own(self) + Padding(Own(self), arguments));
        Natives.Set(texts, "trimStart", (self, _) => Own(self).TrimStart());
        Natives.Set(texts, "trimEnd", (self, _) => Own(self).TrimEnd());
    }

    /// <summary>The texts of these values in one.</summary>
    public JsValue Concat(IReadOnlyList<JsValue> parts)
    {
        var result = new StringBuilder();
        foreach (var part in parts)
        {
            result.Append(TypeConverter.ToString(part));
            if (result.Length > Budget.MaxText)
            {
                budget.Text(result.Length);
            }
        }

        budget.Text(result.Length);
        return result.ToString();
    }

    /// <summary>The sum of these values from left to right, as the operator says.</summary>
    public JsValue Add(JsValue[] terms)
    {
        var sum = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            var (left, right) = (TypeConverter.ToPrimitive(sum), TypeConverter.ToPrimitive(terms[i]));
            sum = left.IsString() || right.IsString() ? Concat([left, right]) : TypeConverter.ToNumber(left) + TypeConverter.ToNumber(right);
        }

        return sum;
    }

    private void Guard(ObjectInstance holder, string name, Func<string, JsValue[], JsValue[]> before)
    {
        var function = (ClrFunctionInstance)holder.Get(name).AsObject();
        Natives.Around(function, inner => (self, arguments) =>
        {
            var text = Own(self);
            return inner(text, before(text, arguments));
        });
    }

    private string Own(JsValue self) => self.IsUndefined() || self.IsNull()
        ? throw new JavaScriptException(engine.TypeError, "Expected a text, but it is null or undefined")
        : TypeConverter.ToString(self);

    private JsValue[] BeforeReplace(string text, JsValue[] arguments)
    {
        if (arguments.At(1).TryCast<ICallable>() is { } function)
        {
            long made = text.Length;
            return
            [
                arguments[0],
                new ClrFunctionInstance(engine, (self, found) =>
                {
                    var part = TypeConverter.ToString(function.Call(self, found));
                    budget.Text(made += part.Length);
                    return part;
                }),
            ];
        }

        var with = TypeConverter.ToString(arguments.At(1));
        long matches = arguments.At(0).IsRegExp() && arguments[0].AsRegExp().Global ? Matches(arguments[0].AsRegExp(), text) : 1;
        long signs = with.Count(c => c == '$');
        long around = with.Contains("$`", StringComparison.Ordinal) || with.Contains("$'", StringComparison.Ordinal) ? matches : 1;
        budget.Text(text.Length + (matches * with.Length) + (signs * around * text.Length));
        return [arguments.At(0), with];
    }

    private JsValue[] BeforeSplit(string text, JsValue[] arguments)
    {
        var separator = arguments.At(0);
        if (separator.IsUndefined())
        {
            return arguments;
        }

        if (separator.IsRegExp())
        {
            budget.Items(Matches(separator.AsRegExp(), text));
            return arguments;
        }

        var sign = TypeConverter.ToString(separator);
        budget.Items(sign.Length == 0 ? text.Length : Occurrences(text, sign));
        return [sign, .. arguments.Skip(1)];
    }

    private JsValue[] BeforeMatch(string text, JsValue[] arguments)
    {
        var regex = arguments.At(0).IsRegExp() ? arguments[0].AsRegExp() : (RegExpInstance)regexes.Construct([arguments.At(0)]);
        _ = regex.Global ? Matches(regex, text) : 0;
        return [regex];
    }

    private long Matches(RegExpInstance regex, string text)
    {
        var count = 0;
        for (var match = regex.Value.Match(text); match.Success; match = match.NextMatch())
        {
            if (++count > Budget.MaxItems)
            {
                break;
            }
        }

        budget.Items(count);
        return count;
    }

    private static long Occurrences(string text, string sign)
    {
        var count = 0L;
        for (var at = text.IndexOf(sign, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sign, at + sign.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    private JsValue Find(JsValue self, JsValue[] arguments, Func<string, string, int, bool> find)
    {
        var text = Own(self);
        var from = (int)Math.Clamp(TypeConverter.ToInteger(arguments.At(1)), 0, text.Length);
        return find(text, TypeConverter.ToString(arguments.At(0)), from);
    }

    private static JsValue EndsWith(string text, JsValue[] arguments)
    {
        var end = arguments.At(1).IsUndefined() ? text.Length : (int)Math.Clamp(TypeConverter.ToInteger(arguments[1]), 0, text.Length);
        return text.AsSpan(0, end).EndsWith(TypeConverter.ToString(arguments.At(0)), StringComparison.Ordinal);
    }

    private string Repeat(string text, double times)
    {
        if (times is < 0 or double.PositiveInfinity)
        {
            throw new JavaScriptException(engine.RangeError, "Invalid count value");
        }

        budget.Text((long)Math.Min(text.Length * times, long.MaxValue / 2));
        return new StringBuilder().Insert(0, text, (int)(text.Length == 0 ? 0 : times)).ToString();
    }

    private string Padding(string text, JsValue[] arguments)
    {
        var missing = TypeConverter.ToInteger(arguments.At(0)) - text.Length;
        var with = arguments.At(1).IsUndefined() ? " " : TypeConverter.ToString(arguments[1]);
        if (missing <= 0 || with.Length == 0)
        {
            return "";
        }

        budget.Text((long)Math.Min(missing, long.MaxValue / 2));
        return Repeat(with, Math.Ceiling(missing / with.Length))[..(int)missing];
    }
}
