using System.Globalization;

namespace Alokon.Bench.Engine;

/// <param name="Cases">How many finished cases lie in the tables; one round of measuring each, smallest first.</param>
/// <param name="Seconds">Measured per mode and number of clients, in slices.</param>
/// <param name="Data">Kept afterwards, so that a second run finds the cases; none = a temporary folder.</param>
/// <param name="Modes">Which of inprocess and http run beside the floor.</param>
internal sealed record EngineBenchOptions(
    IReadOnlyList<int> Cases, IReadOnlyList<int> Clients, int Seconds, int WarmUp, int Offices, string? Data, IReadOnlyList<string> Modes)
{
    public const string Usage = """
        usage: ./alokon bench engine [--cases 10000[,1000000]] [--clients 1,4,16,64] [--seconds 9] [--warm-up 15] [--offices 32] [--modes inprocess,http] [--data DIR]
        """;

    public static EngineBenchOptions? Read(string[] flags)
    {
        var options = new EngineBenchOptions([10_000], [1, 4, 16, 64], 9, 15, 32, null, ["inprocess", "http"]);
        for (var i = 0; i < flags.Length; i += 2)
        {
            if (i + 1 == flags.Length || options.With(flags[i], flags[i + 1]) is not { } more)
            {
                return null;
            }

            options = more;
        }

        return options;
    }

    private EngineBenchOptions? With(string flag, string value) => flag switch
    {
        "--cases" when Numbers(value) is { } numbers => this with { Cases = [.. numbers.Order()] },
        "--clients" when Numbers(value) is { } numbers => this with { Clients = numbers },
        "--seconds" when Numbers(value) is [var seconds] => this with { Seconds = seconds },
        "--warm-up" when Numbers(value) is [var seconds] => this with { WarmUp = seconds },
        "--offices" when Numbers(value) is [var offices and <= 900] => this with { Offices = offices },
        "--modes" => this with { Modes = value.Split(',') },
        "--data" => this with { Data = value },
        _ => null,
    };

    private static List<int>? Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers;
    }
}
