using Jint.Native;
using Jint.Runtime;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// The operators on 32 bits. Jint 2 casts a double to uint, which has wrapped on .NET Framework and is cut off at zero since .NET 9: its
/// own -1 | 0 would be 0.
/// </summary>
internal static class Bits
{
    public const string Not = "~";

    private static readonly Dictionary<string, Func<int, int, double>> Operators = new(StringComparer.Ordinal)
    {
        ["&"] = (left, right) => left & right,
        ["|"] = (left, right) => left | right,
        ["^"] = (left, right) => left ^ right,
        ["<<"] = (left, right) => left << right,
        [">>"] = (left, right) => left >> right,
        [">>>"] = (left, right) => (uint)left >> right,
    };

    public static bool Has(string sign) => Operators.ContainsKey(sign);

    /// <summary>What the sandbox calls the operator: no script can name it.</summary>
    public static string Name(string sign) => " " + sign;

    public static void Install(Sandbox sandbox)
    {
        sandbox.Inner(Name(Not), (_, arguments) => ~Whole(TypeConverter.ToNumber(arguments[0])));
        foreach (var (sign, apply) in Operators)
        {
            sandbox.Inner(Name(sign), (_, arguments) => Apply(apply, arguments));
        }
    }

    /// <summary>ES5's ToInt32: the lowest 32 bits of the whole part.</summary>
    public static int Whole(double number) =>
        double.IsFinite(number) ? unchecked((int)(long)(Math.Truncate(number) % 4_294_967_296.0)) : 0;

    private static JsValue Apply(Func<int, int, double> apply, JsValue[] arguments)
    {
        var left = Whole(TypeConverter.ToNumber(arguments[0]));
        return apply(left, Whole(TypeConverter.ToNumber(arguments[1])));
    }
}
