using System.Globalization;

namespace Alokon.Faults;

/// <summary>How long and how hard; a developer says more with environment variables (see CONTRIBUTING).</summary>
internal static class Settings
{
    /// <summary>The suite plans the same every day; what is new is looked for with seeds of one's own.</summary>
    public static int Seed { get; } = Number("ALOKON_FAULT_SEED", 1);

    public static int Kills { get; } = Number("ALOKON_FAULT_KILLS", 8);

    public static int Steps { get; } = Number("ALOKON_FAULT_STEPS", 320);

    public static int Rounds { get; } = Number("ALOKON_FAULT_ROUNDS", 12);

    public static int Deadlines { get; } = Number("ALOKON_FAULT_DEADLINES", 1500);

    public static int Clients { get; } = Number("ALOKON_FAULT_CLIENTS", 8);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
