using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Host.Signing;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents;

namespace Alokon.Host.Workers;

/// <summary>What goes on after a commit: papers are printed, packs are built, deadlines are noticed.</summary>
internal static class WorkerRoom
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Timers and messages are looked for more often: their lateness is somebody's wait.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(500);

    public static IServiceCollection AddWorkers(this IServiceCollection services, bool works) => !works ? services :
        services
            .AddWorker("documents", async (scope, ct) => (await scope.GetRequiredService<RenderNextDocumentHandler>().Handle(new RenderNextDocument(), ct)).Value)
            .AddWorker("packs", async (scope, ct) => (await scope.GetRequiredService<BuildNextPackHandler>().Handle(new BuildNextPack(), ct)).Value)
            .AddWorker("deadlines", DeadlineStep.RunAsync)
            .AddWorker("moves", MoveStep.RunAsync)
            .AddWorker("timers", TimerStep.RunAsync, ShortPause)
            .AddWorker("timers, second", TimerStep.RunAsync, ShortPause)
            .AddWorker("schedules", MessageSteps.SchedulesAsync, ShortPause)
            .AddWorker("stimuli", MessageSteps.StimuliAsync, ShortPause)
            .AddWorker("messages", MessageSteps.MessagesAsync, ShortPause)
            .AddWorker("requests", RequestStep.RunAsync, ShortPause);

    public static IServiceCollection AddPrinting(this IServiceCollection services, DataFolder data) =>
        services
            .AddSingleton<PublicAddress>()
            .AddSingleton(s => new ChromiumPrinter(ChromiumSettings.OfThisMachine(), s.GetRequiredService<ILogger<ChromiumPrinter>>()))
            .AddSingleton<PrintPdf>(s => s.GetRequiredService<ChromiumPrinter>().PrintPdfAsync)
            .AddSingleton<CertificateFile>()
            .AddSingleton<OfficeSigners>()
            .AddSingleton<FindSigner>(s => s.GetRequiredService<OfficeSigners>().FindAsync)
            .AddTransient(s => new DocumentOptions(s.GetRequiredService<PublicAddress>().Url));

    private static IServiceCollection AddWorker(this IServiceCollection services, string name, Func<IServiceProvider, CancellationToken, Task<bool>> step, TimeSpan? pause = null) =>
        services.AddSingleton<IHostedService>(s => new Worker(
            name, pause ?? Pause, s.GetRequiredService<WorkSignal>(), s.GetRequiredService<IServiceScopeFactory>(), step, s.GetRequiredService<ILogger<Worker>>()));
}
