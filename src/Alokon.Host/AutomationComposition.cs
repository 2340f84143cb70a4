using Alokon.Engine;
using Alokon.Host.Pipeline;
using Alokon.Host.Workers;
using Alokon.Sop.Automation;

namespace Alokon.Host;

/// <summary>What moves cases without an officer.</summary>
internal static class AutomationComposition
{
    public static IServiceCollection AddAutomation(this IServiceCollection services) =>
        services
            .AddSingleton<ClaimedWork>()
            .AddSingleton<OutsideCaller>()
            .AddScoped<InstanceStart>()
            .AddRequest<ReadRequest, WaitingRequest, ReadRequestHandler>()
            .AddRequest<AnswerRequest, MessageMoved, AnswerRequestHandler>()
            .AddRequest<RaiseEvent, StimulusTaken, RaiseEventHandler>()
            .AddRequest<ListExternalTasks, ExternalTaskList, ListExternalTasksHandler>()
            .AddRequest<CompleteExternalTask, StimulusTaken, CompleteExternalTaskHandler>()
            .AddRequest<CallHook, StimulusTaken, CallHookHandler>()
            .AddRequest<IssueHookToken, HookToken, IssueHookTokenHandler>()
            .AddRequest<GetAllowedHosts, AllowedHosts, GetAllowedHostsHandler>()
            .AddRequest<SetAllowedHosts, AllowedHosts, SetAllowedHostsHandler>()
            .AddRequest<ListFailures, FailureList, ListFailuresHandler>()
            .AddRequest<RetryFailure, Done, RetryFailureHandler>()
            .AddRequest<FireSchedule, ScheduleFired, FireScheduleHandler>()
            .AddRequest<DeliverStimulus, StimulusDelivered, DeliverStimulusHandler>()
            .AddRequest<MoveMessage, MessageMoved, MoveMessageHandler>()
            .AddRequest<FireTimers, TimersFired, FireTimersHandler>();
}
