namespace Alokon.Templating.Running;

/// <summary>Truths and small numbers as objects, made once: a page asks for thousands.</summary>
internal static class Boxes
{
    private const int Lowest = -16;
    private const int Highest = 1024;

    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object[] Small = [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(number => (object)number)];

    public static object Of(bool truth) => truth ? True : False;

    public static object Of(int number) => number is >= Lowest and <= Highest ? Small[number - Lowest] : number;
}
