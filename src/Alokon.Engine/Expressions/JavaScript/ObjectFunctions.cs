using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>Functions of Object, Function, Number and Math: Jint's mended where they differ from JavaScript, and those of ES6 that scripts use.</summary>
internal sealed class ObjectFunctions(Jint.Engine engine, Budget budget)
{
    private const double LargestSafe = 9007199254740991;
    private const int MaxArguments = 10_000;
    private readonly Dictionary<ObjectInstance, int> _bound = [];

    public void Install()
    {
        Natives.Set(engine.Object, "values", (_, arguments) => Natives.List(engine, Members(arguments).Select(member => member.Value)));
        Natives.Set(engine.Object, "entries", (_, arguments) =>
            Natives.List(engine, Members(arguments).Select(member => new JsValue(Natives.List(engine, [member.Name, member.Value])))));
        Natives.Set(engine.Object, "assign", (_, arguments) => Assign(arguments));
        Natives.Set(engine.Function.PrototypeObject, "bind", Bind);
        Natives.Around((ClrFunctionInstance)engine.Function.PrototypeObject.Get("apply").AsObject(), inner => (self, arguments) =>
            Natives.HasPlainLength(arguments.At(1)) && Natives.LengthOf(arguments.At(1)) <= MaxArguments
                ? inner(self, arguments)
                : throw new ScriptLimit($"at most {MaxArguments} arguments of a function"));
        InstallNumbers();
    }

    private void InstallNumbers()
    {
        Natives.Set(engine.Number, "isInteger", (_, arguments) => IsInteger(arguments.At(0)));
        Natives.Set(engine.Number, "isSafeInteger", (_, arguments) => IsInteger(arguments.At(0)) && Math.Abs(arguments[0].AsNumber()) <= LargestSafe);
        Natives.Set(engine.Number, "isFinite", (_, arguments) => arguments.At(0).IsNumber() && double.IsFinite(arguments[0].AsNumber()));
        Natives.Set(engine.Number, "isNaN", (_, arguments) => arguments.At(0).IsNumber() && double.IsNaN(arguments[0].AsNumber()));
        engine.Number.FastAddProperty("parseFloat", engine.Global.Get("parseFloat"), true, false, true);
        engine.Number.FastAddProperty("parseInt", engine.Global.Get("parseInt"), true, false, true);
        engine.Number.FastAddProperty("MAX_SAFE_INTEGER", LargestSafe, false, false, false);
        engine.Number.FastAddProperty("MIN_SAFE_INTEGER", -LargestSafe, false, false, false);
        Natives.Set(engine.Math, "trunc", (_, arguments) => Math.Truncate(TypeConverter.ToNumber(arguments.At(0))));
        Natives.Set(engine.Math, "sign", (_, arguments) => Sign(TypeConverter.ToNumber(arguments.At(0))));
        Natives.Set(engine.Math, "round", (_, arguments) => Round(TypeConverter.ToNumber(arguments.At(0))));
    }

    /// <summary>What <c>new</c> made: no chain of prototypes too long to walk, no list too long to visit.</summary>
    public JsValue Made(JsValue made)
    {
        var length = 0;
        for (var prototype = made.TryCast<ObjectInstance>()?.Prototype; prototype is not null; prototype = prototype.Prototype)
        {
            if (++length > Budget.MaxPrototypes)
            {
                throw new ScriptLimit($"at most {Budget.MaxPrototypes} prototypes above an object");
            }
        }

        if (made.IsArray())
        {
            budget.Items(Natives.LengthOf(made));
        }

        return made;
    }

    private IEnumerable<(string Name, JsValue Value)> Members(JsValue[] arguments)
    {
        var owner = TypeConverter.ToObject(engine, arguments.At(0));
        foreach (var name in owner.GetOwnProperties().Where(member => member.Value.Enumerable == true).Select(member => member.Key).ToList())
        {
            yield return (name, owner.Get(name));
        }
    }

    private JsValue Assign(JsValue[] arguments)
    {
        var target = TypeConverter.ToObject(engine, arguments.At(0));
        foreach (var source in arguments.Skip(1).Where(source => !source.IsUndefined() && !source.IsNull()))
        {
            foreach (var (name, value) in Members([source]))
            {
                target.Put(name, value, true);
            }
        }

        return target;
    }

    // Jint's leaves out arguments that are equal.
    private JsValue Bind(JsValue self, JsValue[] arguments)
    {
        var target = self.TryCast<FunctionInstance>() ?? throw new JavaScriptException(engine.TypeError, "Bind must be called on a function");
        var depth = _bound.GetValueOrDefault(target) + 1;
        if (depth > Budget.MaxDepth)
        {
            throw new ScriptLimit($"functions bound at most {Budget.MaxDepth} times");
        }

        var first = arguments.Skip(1).ToArray();
        var bound = new ClrFunctionInstance(engine, (_, more) => target.Call(arguments.At(0), [.. first, .. more]));
        _bound[bound] = depth;
        return bound;
    }

    private static bool IsInteger(JsValue value) =>
        value.IsNumber() && double.IsFinite(value.AsNumber()) && Math.Floor(value.AsNumber()) == value.AsNumber();

    private static double Sign(double number) => double.IsNaN(number) || number == 0 ? number : Math.Sign(number);

    private static double Round(double number) =>
        !double.IsFinite(number) || Math.Floor(number) == number ? number : Math.Floor(number) + (number - Math.Floor(number) >= 0.5 ? 1 : 0);
}
