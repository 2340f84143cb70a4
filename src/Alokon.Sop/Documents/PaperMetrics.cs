using System.Diagnostics.Metrics;

namespace Alokon.Sop.Documents;

/// <summary>What becomes of papers, for whoever watches the meter "Alokon.Documents".</summary>
public static class PaperMetrics
{
    public const string Name = "Alokon.Documents";

    private static readonly Meter Documents = new(Name);

    private static readonly Counter<long> Prints =
        Documents.CreateCounter<long>("alokon.documents.printed", "{paper}", "Papers printed and kept, by code");

    private static readonly Counter<long> Failures =
        Documents.CreateCounter<long>("alokon.documents.failed", "{attempt}", "Attempts that failed, by code, and whether it was the last");

    private static readonly Gauge<long> Queue =
        Documents.CreateGauge<long>("alokon.documents.waiting", "{paper}", "Papers that wait to be printed, over all offices");

    /// <summary>Somebody wants to know how long the queue is: only then it is counted.</summary>
    public static bool IsQueueWatched => Queue.Enabled;

    internal static void Printed(string code) => Prints.Add(1, new KeyValuePair<string, object?>("code", code));

    internal static void Failed(string code, bool givesUp) => Failures.Add(1, new("code", code), new("last", givesUp));

    internal static void Waiting(long papers) => Queue.Record(papers);
}
