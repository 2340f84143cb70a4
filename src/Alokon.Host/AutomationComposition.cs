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
            .AddRequest<FireTimers, TimersFired, FireTimersHandler>();
}
