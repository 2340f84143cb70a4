using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Array;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using Native = System.Func<Jint.Native.JsValue, Jint.Native.JsValue[], Jint.Native.JsValue>;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>Reaches what Jint keeps to itself: the code of its built-in functions, and how many functions run.</summary>
internal static class Natives
{
    /// <summary>Puts other code into a built-in function, or adds one.</summary>
    public static void Set(ObjectInstance holder, string name, Native code)
    {
        if (holder.GetOwnProperty(name).Value?.TryCast<ClrFunctionInstance>() is { } function)
        {
            Code(function) = code;
        }
        else
        {
            holder.FastAddProperty(name, new ClrFunctionInstance(holder.Engine, code), true, false, true);
        }
    }

    public static void Around(ClrFunctionInstance function, Func<Native, Native> around) => Code(function) = around(Code(function));

    /// <summary>Puts code around every built-in function of an object.</summary>
    public static void Wrap(ObjectInstance holder, Func<Native, Native> around)
    {
        foreach (var (_, property) in holder.GetOwnProperties())
        {
            if (property.Value?.TryCast<ClrFunctionInstance>() is { } function)
            {
                Around(function, around);
            }
        }
    }

    public static int RunningFunctions(Jint.Engine engine) => Contexts(engine).Count;

    /// <summary>The length of a list or of what looks like one; never runs code of the script.</summary>
    public static double LengthOf(JsValue value)
    {
        if (!value.IsObject())
        {
            return value.IsString() ? value.AsString().Length : 0;
        }

        var length = value.AsObject().GetProperty("length").Value;
        return length is null || length.IsObject() ? 0 : TypeConverter.ToUint32(length);
    }

    /// <summary>A list whose length is an accessor or an object could grow while it is read.</summary>
    public static bool HasPlainLength(JsValue value) =>
        !value.IsObject() || value.AsObject().GetProperty("length") is { } property && (property.Value is { } length ? !length.IsObject() : property.Get is null);

    public static ObjectInstance List(Jint.Engine engine, IEnumerable<JsValue> items)
    {
        var list = engine.Array.Construct(Jint.Runtime.Arguments.Empty);
        engine.Array.PrototypeObject.Push(list, items.ToArray());
        return list;
    }

    public static IEnumerable<JsValue> Items(ObjectInstance list)
    {
        var length = LengthOf(list);
        for (var i = 0; i < length; i++)
        {
            yield return list.Get(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_func")]
    private static extern ref Native Code(ClrFunctionInstance function);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_executionContexts")]
    private static extern ref Stack<Jint.Runtime.Environments.ExecutionContext> Contexts(Jint.Engine engine);
}
