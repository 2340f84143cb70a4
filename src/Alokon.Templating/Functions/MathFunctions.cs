using System.Globalization;
using System.Numerics;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

internal static class MathFunctions
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("abs value:any", c => Abs(c)),
        new("ceil value:any", c => Exact(c, decimal.Ceiling, Math.Ceiling)),
        new("floor value:any", c => Exact(c, decimal.Floor, Math.Floor)),
        new("round value:any precision:int?", Round),
        new("divided_by value:any divisor:any", DividedBy),
        new("is_number value:any", c => Values.IsNumber(c[0])),
        new("plus value:any with:any", c => Apply(c, Operator.Add)),
        new("minus value:any with:any", c => Apply(c, Operator.Subtract)),
        new("times value:any with:any", c => Apply(c, Operator.Multiply)),
        new("modulo value:any with:any", c => Apply(c, Operator.Modulus)),
        new("format value:any format:text culture:text?", c => Values.IsNumber(c[0]) || c[0] is null
            ? ObjectFunctions.Format(c)
            : throw c.Fault($"Unexpected `{c.Text(0)}`. Must be a formattable number")),
    ];

    /// <returns>Null when the culture is not given.</returns>
    public static CultureInfo? Culture(Call call, int argument)
    {
        if (call[argument] is not string name)
        {
            return null;
        }

        // Any well-formed name is accepted by the framework; a misspelt one must not silently mean "some other language".
        var culture = CultureInfo.GetCultureInfo(name);
        return culture.ThreeLetterISOLanguageName.Length == 0 && name.Length > 0 ? throw call.Fault(argument, $"Culture is not supported. (Parameter 'name'){Environment.NewLine}{name} is an invalid culture identifier.") : culture;
    }

    private static object? Apply(Call call, Operator operation) =>
        Operators.Apply(call.Run, new Operation(operation, call.Caller.Span, call.Caller.Span, call.Caller.Span), call[0], call[1]);

    private static object? Abs(Call call) => call[0] switch
    {
        null => null,
        int number => Math.Abs(number),
        long number => Math.Abs(number),
        BigInteger number => BigInteger.Abs(number),
        float number => Math.Abs(number),
        double number => Math.Abs(number),
        decimal number => Math.Abs(number),
        _ => throw call.Fault($"The value `{call.Text(0)}` is not a number"),
    };

    private static double Double(Call call) => (double)call.Run.Convert(call.Place(0), call[0], ParameterType.Double)!;

    /// <summary>Money stays exact in an official document; plain Scriban knows doubles only here.</summary>
    private static object Exact(Call call, Func<decimal, decimal> exact, Func<double, double> inexact) =>
        call.Run.Strict && call[0] is decimal number ? exact(number) : inexact(Double(call));

    private static object? Round(Call call)
    {
        var precision = call[1] is int digits ? digits : 0;
        return Exact(call, number => Math.Round(number, precision), number => Math.Round(number, precision));
    }

    private static object? DividedBy(Call call)
    {
        object value = call.Run.Strict && call[0] is decimal exact ? exact : Double(call);
        var operation = new Operation(Operator.Divide, call.Caller.Span, call.Caller.Span, call.Caller.Span);
        var result = Operators.Apply(call.Run, operation, value, call[1]);
        return (call[1], result) switch
        {
            (int, double number) => (int)Math.Floor(number),
            (int, decimal number) => (int)decimal.Floor(number),
            _ => result,
        };
    }
}
