using System.Globalization;
using System.Text;
using Jint.Native;
using Jint.Native.Boolean;
using Jint.Native.Number;
using Jint.Native.Object;
using Jint.Native.String;
using Jint.Runtime;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>JSON.parse and JSON.stringify within the budget: Jint's recurse as deep as the value, which ends the process.</summary>
internal sealed class JsonFunctions(Jint.Engine engine, Budget budget)
{
    public void Install()
    {
        Natives.Set(engine.Json, "stringify", (_, arguments) => Stringify(arguments));
        Natives.Around((Jint.Runtime.Interop.ClrFunctionInstance)engine.Json.Get("parse").AsObject(), inner => (self, arguments) =>
        {
            var text = TypeConverter.ToString(arguments.At(0));
            Check(text);
            return inner(self, [text, .. arguments.Skip(1)]);
        });
    }

    // Size and depth only: what is wrong with it, Jint says.
    private void Check(string text)
    {
        budget.Text(text.Length);
        var (depth, parts, inText) = (0, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    inText = !inText;
                    break;
                case '\\' when inText:
                    i++;
                    break;
                case '[' or '{' when !inText:
                    depth++;
                    parts++;
                    break;
                case ']' or '}' when !inText:
                    depth--;
                    break;
                case ',' when !inText:
                    parts++;
                    break;
            }

            if (depth > Budget.MaxDepth)
            {
                throw new ScriptLimit($"JSON at most {Budget.MaxDepth} deep");
            }
        }

        budget.Items(parts);
    }

    private JsValue Stringify(JsValue[] arguments)
    {
        var replacer = arguments.At(1);
        var space = arguments.At(2);
        var indent = space.IsNumber() ? new string(' ', (int)Math.Clamp(TypeConverter.ToInteger(space), 0, 10))
            : space.IsString() ? space.AsString()[..Math.Min(10, space.AsString().Length)] : "";
        var only = replacer.IsArray() ? Natives.Items(replacer.AsObject()).Select(TypeConverter.ToString).Distinct().ToList() : null;
        var holder = engine.Object.Construct([]);
        holder.FastAddProperty("", arguments.At(0), true, true, true);
        var writer = new Writer(budget, replacer.TryCast<ICallable>(), only, indent);
        return writer.Write(holder, "", arguments.At(0), 0) ? writer.Text : JsValue.Undefined;
    }

    private sealed class Writer(Budget budget, ICallable? replacer, List<string>? only, string indent)
    {
        private readonly StringBuilder _text = new();
        private int _parts;

        public string Text => _text.ToString();

        /// <returns>False where there is nothing to write: undefined and functions.</returns>
        public bool Write(ObjectInstance holder, string key, JsValue value, int depth)
        {
            budget.Items(++_parts);
            budget.Text(_text.Length / 64); // what was written counts, and not each time in full
            if (depth > Budget.MaxDepth)
            {
                throw new ScriptLimit($"JSON at most {Budget.MaxDepth} deep, and no object inside itself");
            }

            value = Prepare(holder, key, value);
            if (value.IsUndefined() || value.TryCast<ICallable>() is not null)
            {
                return false;
            }

            if (!value.IsObject())
            {
                _text.Append(
                    value.IsString() ? Quote(value.AsString())
                    : value.IsNumber() && !double.IsFinite(value.AsNumber()) ? "null"
                    : TypeConverter.ToString(value));
            }
            else if (value.IsArray())
            {
                WriteList(value.AsObject(), depth);
            }
            else
            {
                WriteMembers(value.AsObject(), depth);
            }

            return _text.Length <= Budget.MaxText ? true : throw new ScriptLimit($"JSON of at most {Budget.MaxText} characters");
        }

        private JsValue Prepare(ObjectInstance holder, string key, JsValue value)
        {
            if (value.IsObject() && value.AsObject().Get("toJSON").TryCast<ICallable>() is { } own)
            {
                value = own.Call(value, [key]);
            }

            value = replacer is null ? value : replacer.Call(holder, [key, value]);
            return value.TryCast<ObjectInstance>() switch
            {
                NumberInstance number => number.PrimitiveValue,
                StringInstance text => text.PrimitiveValue,
                BooleanInstance flag => flag.PrimitiveValue,
                _ => value,
            };
        }

        private void WriteList(ObjectInstance list, int depth)
        {
            budget.Items(Natives.LengthOf(list));
            var index = 0;
            Enclose('[', ']', depth, Natives.Items(list).Select(item => (Action)(() =>
            {
                if (!Write(list, index++.ToString(CultureInfo.InvariantCulture), item, depth + 1))
                {
                    _text.Append("null");
                }
            })));
        }

        private void WriteMembers(ObjectInstance value, int depth)
        {
            var names = only ?? value.GetOwnProperties().Where(member => member.Value.Enumerable == true).Select(member => member.Key).ToList();
            var any = false;
            _text.Append('{');
            foreach (var name in names)
            {
                var before = _text.Length;
                _text.Append(any ? "," : "");
                Break(depth + 1);
                _text.Append(Quote(name)).Append(indent.Length > 0 ? ": " : ":");
                if (Write(value, name, value.Get(name), depth + 1))
                {
                    any = true;
                }
                else
                {
                    _text.Length = before;
                }
            }

            Close('}', depth, any);
        }

        private void Enclose(char open, char close, int depth, IEnumerable<Action> parts)
        {
            var any = false;
            _text.Append(open);
            foreach (var part in parts)
            {
                _text.Append(any ? "," : "");
                Break(depth + 1);
                part();
                any = true;
            }

            Close(close, depth, any);
        }

        private void Close(char sign, int depth, bool any)
        {
            if (any)
            {
                Break(depth);
            }

            _text.Append(sign);
        }

        private void Break(int depth)
        {
            if (indent.Length > 0)
            {
                _text.Append('\n');
                for (var i = 0; i < depth; i++)
                {
                    _text.Append(indent);
                }
            }
        }

        private static string Quote(string text)
        {
            var result = new StringBuilder("\"", text.Length + 2);
            foreach (var c in text)
            {
                _ = c switch
                {
                    '"' => result.Append("\\\""),
                    '\\' => result.Append("\\\\"),
                    '\n' => result.Append("\\n"),
                    '\r' => result.Append("\\r"),
                    '\t' => result.Append("\\t"),
                    '\b' => result.Append("\\b"),
                    '\f' => result.Append("\\f"),
                    < ' ' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => result.Append(c),
                };
            }

            return result.Append('"').ToString();
        }
    }
}
