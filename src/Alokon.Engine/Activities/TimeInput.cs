using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Spans and instants as definitions write them.</summary>
internal static class TimeInput
{
    public static TimeSpan? Span(JsonNode? value) => SpanText.Read(value?.ToString().Trim() ?? "");

    /// <summary>An instant; text without an offset is UTC, as Elsa's is.</summary>
    public static DateTimeOffset? Instant(JsonNode? value) =>
        DateTimeOffset.TryParse(value?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    public static TimeSpan SpanOf(ActivityContext c, string input) => c.InputJson(input) is var value && Span(value) is { } span
        ? span
        : throw new ExpressionFault($"Expected input '{input}' of '{c.Node.Id}' to be a span such as 00:05:00 or PT5M, but it is {value?.ToJsonString() ?? "empty"}");

    /// <summary>When a span ends; spans beyond the calendar end with it.</summary>
    public static DateTimeOffset After(DateTimeOffset now, TimeSpan span) =>
        span >= Last - now ? Last : span <= TimeSpan.Zero ? now : now + span;

    private static readonly DateTimeOffset Last = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
