namespace Alokon.Engine.Activities;

/// <summary>The activities of Elsa that this engine runs, written out.</summary>
public static class BuiltInActivities
{
    public static IReadOnlyList<IActivity> All { get; } =
    [
        new Flowchart(),
        new Sequence(),
        new Start(),
        new End(),
        new Finish(),
        new FlowDecision(),
        new FlowSwitch(),
        new FlowFork(),
        new FlowJoin(),
        new FlowNode(),
        new If(),
        new Switch(),
        new Fork(),
        new Parallel(),
        new ForEach(),
        new ParallelForEach(),
        new For(),
        new While(),
        new Break(),
        new Complete(),
        new SetVariable(),
        new Fault(),
        new SetOutput(),
        new SetName(),
        new Correlate(),
        new WriteLine(),
        new RunJavaScript(),
        new ExecuteWorkflow(),
        new DispatchWorkflow(),
        new BulkDispatchWorkflows(),
        new Delay(),
        new StartAt(),
        new Timer(),
        new Cron(),
        new Event(),
        new PublishEvent(),
        new RunTask(),
        new HttpEndpoint(),
        new SendHttpRequest(),
    ];
}
