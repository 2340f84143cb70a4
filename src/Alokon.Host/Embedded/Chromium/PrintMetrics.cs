using System.Diagnostics.Metrics;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>What becomes of browsers and pages, for whoever watches the meter "Alokon.Printing".</summary>
internal static class PrintMetrics
{
    public const string Name = "Alokon.Printing";

    private static readonly Meter Printing = new(Name);

    private static readonly Counter<long> Recycles =
        Printing.CreateCounter<long>("alokon.printing.recycled", "{part}", "Pages and browsers that were given up, by part and reason");

    private static readonly Histogram<double> Durations =
        Printing.CreateHistogram<double>("alokon.printing.duration", "s", "How long papers took, from their turn at the browser to their bytes");

    public static void Took(TimeSpan time) => Durations.Record(time.TotalSeconds);

    public static void Recycled(string part, string reason) => Recycles.Add(1, new("part", part), new("reason", reason));
}
