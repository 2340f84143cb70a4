using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jint.Native;
using Jint.Native.Boolean;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Number;
using Jint.Native.Object;
using Jint.Native.RegExp;
using Jint.Native.String;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// Values between the case and a script. A script counts in doubles: whole numbers stay whole up to 2^53, larger ones are refused rather
/// than rounded. undefined becomes null, a Date its ISO text in UTC.
/// </summary>
internal static class ScriptValues
{
    private const long LargestExact = 1L << 53;

    /// <exception cref="ExpressionFault">A number that a script would round.</exception>
    public static JsValue ToScript(Jint.Engine engine, JsonNode? node)
    {
        switch (node)
        {
            case null:
                return JsValue.Null;
            case JsonArray array:
                return Natives.List(engine, array.Select(item => ToScript(engine, item)));
            case JsonObject json:
                var made = engine.Object.Construct([]);
                foreach (var (name, value) in json)
                {
                    made.FastAddProperty(name, ToScript(engine, value), true, true, true);
                }

                return made;
            default:
                return node.GetValueKind() switch
                {
                    JsonValueKind.True => JsValue.True,
                    JsonValueKind.False => JsValue.False,
                    JsonValueKind.Number => new JsValue(Number(node)),
                    JsonValueKind.Null => JsValue.Null,
                    _ => new JsValue(Text(node)),
                };
        }
    }

    /// <exception cref="ExpressionFault">A function, a cycle, NaN: nothing that a case can keep.</exception>
    /// <exception cref="ScriptLimit">Too large.</exception>
    public static JsonNode? ToJson(JsValue value, Budget budget) => new Writer(budget).Write(value, 0);

    private static double Number(JsonNode node)
    {
        var text = node.ToJsonString();
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        var isWhole = text.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return isWhole && (!long.TryParse(text, CultureInfo.InvariantCulture, out var whole) || whole is > LargestExact or < -LargestExact)
            ? throw new ExpressionFault($"Expected whole numbers up to 2^53 for a script, but one is {text}: keep it as text")
            : number;
    }

    // Guids and dates that a host put in are texts of JSON too.
    private static string Text(JsonNode node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : JsonSerializer.Deserialize<string>(node.ToJsonString()) ?? "";

    private sealed class Writer(Budget budget)
    {
        private readonly List<ObjectInstance> _open = [];
        private int _items;
        private long _characters;

        public JsonNode? Write(JsValue value, int depth)
        {
            Count(value.IsString() ? value.AsString().Length : 0);
            if (value.IsUndefined() || value.IsNull())
            {
                return null;
            }

            if (value.IsBoolean())
            {
                return JsonValue.Create(value.AsBoolean());
            }

            if (value.IsNumber())
            {
                return Number(value.AsNumber());
            }

            return value.IsString() ? JsonValue.Create(value.AsString()) : WriteObject(value.AsObject(), depth);
        }

        private JsonNode? WriteObject(ObjectInstance value, int depth) => value switch
        {
            DateInstance date => double.IsNaN(date.PrimitiveValue) ? null : JsonValue.Create(Iso(date.PrimitiveValue)),
            StringInstance text => Write(text.PrimitiveValue, depth),
            NumberInstance number => Write(number.PrimitiveValue, depth),
            BooleanInstance flag => Write(flag.PrimitiveValue, depth),
            FunctionInstance => throw new ExpressionFault("Expected a value that a case can keep, but the script gives a function"),
            RegExpInstance => throw new ExpressionFault("Expected a value that a case can keep, but the script gives a regular expression"),
            _ => WriteParts(value, depth),
        };

        private JsonNode WriteParts(ObjectInstance value, int depth)
        {
            if (_open.Contains(value))
            {
                throw new ExpressionFault("Expected a value that a case can keep, but an object of the script contains itself");
            }

            if (depth >= Budget.MaxDepth)
            {
                throw new ScriptLimit($"values at most {Budget.MaxDepth} deep");
            }

            _open.Add(value);
            JsonNode result = value.Class is "Array" or "Arguments" ? WriteList(value, depth) : WriteMembers(value, depth);
            _open.RemoveAt(_open.Count - 1);
            return result;
        }

        private JsonArray WriteList(ObjectInstance list, int depth)
        {
            budget.Items(Natives.LengthOf(list));
            var result = new JsonArray();
            foreach (var item in Natives.Items(list))
            {
                result.Add(Write(item, depth + 1));
            }

            return result;
        }

        private JsonObject WriteMembers(ObjectInstance value, int depth)
        {
            var result = new JsonObject();
            foreach (var (name, property) in value.GetOwnProperties().Where(member => member.Value.Enumerable == true).ToList())
            {
                Count(name.Length);
                result[name] = Write(value.Get(name), depth + 1);
            }

            return result;
        }

        private void Count(int characters)
        {
            _characters += characters;
            if (++_items > Budget.MaxItems || _characters > Budget.MaxText)
            {
                throw new ScriptLimit($"a value of at most {Budget.MaxItems} parts and {Budget.MaxText} characters");
            }
        }

        private static JsonValue Number(double number) =>
            !double.IsFinite(number) ? throw new ExpressionFault($"Expected a number, but the script gives {number.ToString(CultureInfo.InvariantCulture)}")
            : Math.Floor(number) == number && Math.Abs(number) <= LargestExact ? JsonValue.Create((long)number)
            : JsonValue.Create(number);

        private static string Iso(double milliseconds) =>
            DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
