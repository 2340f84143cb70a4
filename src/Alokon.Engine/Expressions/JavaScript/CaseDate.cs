using System.Globalization;
using Jint.Native;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>The Date of the sandbox: now is the time of the stimulus, local time is UTC, and a date without a day is none.</summary>
internal sealed class CaseDate : FunctionInstance, IConstructor
{
    private static readonly string[] IsoDates = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    private readonly double _now;

    public CaseDate(Jint.Engine engine, DateTimeOffset now)
        : base(engine, null, null, false)
    {
        _now = now.ToUnixTimeMilliseconds();
        Prototype = engine.Function.PrototypeObject;
        Extensible = true;
        FastAddProperty("prototype", engine.Date.PrototypeObject, false, false, false);
        FastAddProperty("UTC", engine.Date.Get("UTC"), true, false, true);
        Natives.Set(this, "now", (_, _) => _now);
        Natives.Set(this, "parse", (_, arguments) => Parse(TypeConverter.ToString(arguments.At(0))));
        engine.Date.PrototypeObject.FastAddProperty("constructor", this, true, false, true);
        engine.Global.FastAddProperty("Date", this, true, false, true);
    }

    public override JsValue Call(JsValue thisObject, JsValue[] arguments) => TypeConverter.ToString(Construct([]));

    public ObjectInstance Construct(JsValue[] arguments)
    {
        if (arguments.Length != 1)
        {
            return arguments.Length == 0 ? Engine.Date.Construct(_now) : Engine.Date.Construct(arguments);
        }

        var value = arguments[0].IsDate() ? arguments[0].AsDate().PrimitiveValue : TypeConverter.ToPrimitive(arguments[0]);
        return Engine.Date.Construct(value.IsString() ? Parse(value.AsString()) : TypeConverter.ToNumber(value));
    }

    private static double Parse(string text)
    {
        const DateTimeStyles styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal | DateTimeStyles.NoCurrentDateDefault;
        var isDate = DateTime.TryParseExact(text, IsoDates, CultureInfo.InvariantCulture, styles, out var date)
            || DateTime.TryParse(WithoutZoneName(text), CultureInfo.InvariantCulture, styles, out date);
        return isDate && date.Year > 1 ? Math.Floor((date - DateTime.UnixEpoch).TotalMilliseconds) : double.NaN;
    }

    // "… GMT+0700 (WIB)", as browsers write it.
    private static string WithoutZoneName(string text)
    {
        var name = text.IndexOf(" (", StringComparison.Ordinal);
        return (name < 0 ? text : text[..name]).Replace("GMT+", "+", StringComparison.Ordinal).Replace("GMT-", "-", StringComparison.Ordinal);
    }
}
