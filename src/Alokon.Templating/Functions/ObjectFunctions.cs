using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

internal static partial class ObjectFunctions
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("default value:any default:any", c => c[0] is null or "" or SafeHtml { Html: "" } ? c[1] : c[0]),
        new("format value:any format:text culture:text?", Format),
        new("has_key value:any key:text", c => c[0] is ObjectValue members && c[1] is string key && members.Has(key)),
        new("has_value value:any key:text", c => c[0] is ObjectValue members && c[1] is string key && members.TryGet(key, out var value) && value is not null),
        new("keys value:any", c => c[0] is ObjectValue members ? new ListValue(members.Names) : new ListValue()),
        new("values value:any", c => new ListValue(c[0] is ObjectValue members ? members.Names.Select(name => members[name]) : [])),
        new("kind value:any", c => c[0] is null ? null : Values.TypeName(c[0])),
        new("typeof value:any", c => Values.Kind(c[0])),
        new("size value:any", c => c[0] is null ? 0 : Values.Iterate(c[0]!)?.Count ?? 0),
        new("to_json value:any", ToJson),
    ];

    [GeneratedRegex("^[A-Za-z][0-9]{3,}$", RegexOptions.CultureInvariant)]
    private static partial Regex TooPrecise();

    public static object Format(Call call)
    {
        if (call[0] is null)
        {
            return "";
        }

        if (call[0] is not IFormattable value)
        {
            throw call.Fault($"Unexpected `{call.Text(0)}`. Must be a formattable object");
        }

        var format = call.Text(1);
        if (TooPrecise().IsMatch(format))
        {
            // N999999999 is a thousand million digits.
            throw call.Fault(1, $"The format `{format}` asks for too many digits");
        }

        return value.ToString(format, MathFunctions.Culture(call, 2) ?? call.Run.Culture);
    }

    private static object ToJson(Call call)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(call, writer, call[0], depth: 1);
        }

        call.Run.CheckLength(call.Caller.Span, stream.Length);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Call call, Utf8JsonWriter writer, object? value, int depth)
    {
        call.Run.Tick(call.Caller.Span);
        if (depth > call.Run.Limits.Nesting)
        {
            throw call.Fault("Structure is too deeply nested or contains reference loops.");
        }

        if (writer.BytesCommitted + writer.BytesPending > call.Run.Limits.Text)
        {
            throw call.Fault($"The text exceeds LimitToString `{call.Run.Limits.Text}`.");
        }

        if (value is ObjectValue members)
        {
            writer.WriteStartObject();
            foreach (var name in members.Names)
            {
                writer.WritePropertyName(name);
                Write(call, writer, members[name], depth + 1);
            }

            writer.WriteEndObject();
        }
        else if (Values.Items(value) is { } items)
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                Write(call, writer, item, depth + 1);
            }

            writer.WriteEndArray();
        }
        else
        {
            WritePlain(call, writer, value);
        }
    }

    private static void WritePlain(Call call, Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null or EmptyValue:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case DateTime date:
                writer.WriteStringValue(date);
                break;
            case string or SafeHtml or TimeSpan:
                writer.WriteStringValue(call.Run.ToText(value));
                break;
            default:
                throw call.Fault($"Can not serialize {Values.TypeName(value)} to JSON.");
        }
    }
}
