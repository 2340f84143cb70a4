using System.Globalization;
using System.Text;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>Functions of Array that Jint does without a limit or otherwise than JavaScript, and those of ES6 that scripts use.</summary>
internal sealed class ListFunctions(Jint.Engine engine, Budget budget)
{
    public void Install()
    {
        var lists = engine.Array.PrototypeObject;
        Natives.Set(lists, "join", (self, arguments) => Join(List(self), arguments.At(0).IsUndefined() ? "," : TypeConverter.ToString(arguments[0])));
        Natives.Set(lists, "toLocaleString", (self, _) => Join(List(self), ","));
        Natives.Set(lists, "sort", (self, arguments) => Sort(List(self), arguments.At(0)));
        Natives.Set(lists, "find", (self, arguments) => Find(self, arguments) is var (_, item) ? item : JsValue.Undefined);
        Natives.Set(lists, "findIndex", (self, arguments) => Find(self, arguments) is var (index, _) ? index : -1);
        Natives.Set(lists, "includes", (self, arguments) => Natives.Items(List(self)).Any(item => SameValueZero(item, arguments.At(0))));
        Natives.Set(lists, "fill", (self, arguments) => Fill(List(self), arguments));
        Natives.Set(engine.Array, "of", (_, arguments) => Natives.List(engine, arguments));
        Natives.Set(engine.Array, "from", From);
    }

    private ObjectInstance List(JsValue self) => TypeConverter.ToObject(engine, self);

    private static string Key(int index) => index.ToString(CultureInfo.InvariantCulture);

    private JsValue Join(ObjectInstance list, string separator)
    {
        budget.Native();
        var result = new StringBuilder();
        var first = true;
        foreach (var item in Natives.Items(list))
        {
            result.Append(first ? "" : separator).Append(item.IsUndefined() || item.IsNull() ? "" : TypeConverter.ToString(item));
            first = false;
            if (result.Length > Budget.MaxText)
            {
                break;
            }
        }

        budget.Text(result.Length);
        return result.ToString();
    }

    // Stable, as JavaScript promises; holes go, undefined stands last.
    private JsValue Sort(ObjectInstance list, JsValue by)
    {
        var length = (int)Natives.LengthOf(list);
        var present = Enumerable.Range(0, length).Where(index => list.HasProperty(Key(index))).Select(index => list.Get(Key(index))).ToList();
        var compare = by.IsUndefined() ? null : by.TryCast<ICallable>(_ => throw new JavaScriptException(engine.TypeError, "The sort argument must be a function"));
        var sorted = Merge([.. present.Where(item => !item.IsUndefined())], compare);
        sorted.AddRange(present.Where(item => item.IsUndefined()));
        for (var i = 0; i < length; i++)
        {
            if (i < sorted.Count)
            {
                list.Put(Key(i), sorted[i], true);
            }
            else
            {
                list.Delete(Key(i), true);
            }
        }

        return list;
    }

    private List<JsValue> Merge(List<JsValue> items, ICallable? compare)
    {
        if (items.Count < 2)
        {
            return items;
        }

        budget.Items(items.Count);
        var half = items.Count / 2;
        var (left, right) = (Merge(items[..half], compare), Merge(items[half..], compare));
        var result = new List<JsValue>(items.Count);
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            var takesLeft = j == right.Count || (i < left.Count && Compare(left[i], right[j], compare) <= 0);
            result.Add(takesLeft ? left[i++] : right[j++]);
        }

        return result;
    }

    private static double Compare(JsValue left, JsValue right, ICallable? compare)
    {
        if (compare is null)
        {
            return string.CompareOrdinal(TypeConverter.ToString(left), TypeConverter.ToString(right));
        }

        var order = TypeConverter.ToNumber(compare.Call(JsValue.Undefined, [left, right]));
        return double.IsNaN(order) ? 0 : order;
    }

    private (int Index, JsValue Item)? Find(JsValue self, JsValue[] arguments)
    {
        var list = List(self);
        var which = arguments.At(0).TryCast<ICallable>(_ => throw new JavaScriptException(engine.TypeError, "Argument must be callable"));
        var index = 0;
        foreach (var item in Natives.Items(list))
        {
            if (TypeConverter.ToBoolean(which.Call(arguments.At(1), [item, index, list])))
            {
                return (index, item);
            }

            index++;
        }

        return null;
    }

    private static bool SameValueZero(JsValue left, JsValue right) =>
        left.IsNumber() && right.IsNumber()
            ? left.AsNumber() == right.AsNumber() || (double.IsNaN(left.AsNumber()) && double.IsNaN(right.AsNumber()))
            : ExpressionInterpreter.StrictlyEqual(left, right);

    private static JsValue Fill(ObjectInstance list, JsValue[] arguments)
    {
        var length = (int)Natives.LengthOf(list);
        var (from, to) = (Place(arguments.At(1), 0, length), Place(arguments.At(2), length, length));
        for (var i = from; i < to; i++)
        {
            list.Put(Key(i), arguments.At(0), true);
        }

        return list;
    }

    private static int Place(JsValue value, int otherwise, int length)
    {
        var place = value.IsUndefined() ? otherwise : TypeConverter.ToInteger(value);
        return (int)Math.Clamp(place < 0 ? length + place : place, 0, length);
    }

    private JsValue From(JsValue self, JsValue[] arguments)
    {
        var source = arguments.At(0);
        budget.Items(Natives.LengthOf(source));
        var items = source.IsString()
            ? source.AsString().EnumerateRunes().Select(rune => new JsValue(rune.ToString()))
            : Natives.Items(TypeConverter.ToObject(engine, source));
        var by = arguments.At(1).TryCast<ICallable>();
        return Natives.List(engine, by is null ? items : items.Select((item, index) => by.Call(arguments.At(2), [item, index])).ToList());
    }
}
