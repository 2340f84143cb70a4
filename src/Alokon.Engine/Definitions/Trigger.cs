using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>An activity that may start new instances.</summary>
/// <param name="Kind">Type of the activity.</param>
/// <param name="Subject">What it listens to: an event's name, method and path of a call; or the expression of a schedule.</param>
public sealed record Trigger(string ActivityId, string Kind, string Subject)
{
    private static readonly string[] OnTime = ["Elsa.Timer", "Elsa.Cron", "Elsa.StartAt"];

    public bool IsSchedule => OnTime.Contains(Kind);

    /// <summary>The triggers of a definition whose inputs can be read; what cannot be is a finding of <see cref="TriggerChecks"/>.</summary>
    public static IReadOnlyList<Trigger> Of(WorkflowDefinition definition) =>
        [.. definition.Root.Tree().Where(CanStart).SelectMany(Of).DistinctBy(t => (t.ActivityId, t.Kind, t.Subject))];

    public static bool CanStart(ActivityNode node) =>
        node.CustomProperties["canStartWorkflow"] is JsonValue flag && flag.TryGetValue(out bool starts) && starts;

    private static IEnumerable<Trigger> Of(ActivityNode node) => node.Type switch
    {
        "Elsa.Cron" => One(node, "cronExpression"),
        "Elsa.Timer" => One(node, "interval"),
        "Elsa.StartAt" => One(node, "dateTime"),
        Event.Type => One(node, "eventName"),
        HttpEndpoint.Type => HttpEndpoint.Subjects(NodeReading.StaticValue(node, "path"), NodeReading.StaticValue(node, "supportedMethods")).Select(subject => new Trigger(node.Id, node.Type, subject)),
        _ => [],
    };

    private static IEnumerable<Trigger> One(ActivityNode node, string input) =>
        NodeReading.StaticValue(node, input)?.ToString() is { Length: > 0 } subject ? [new(node.Id, node.Type, subject)] : [];
}
