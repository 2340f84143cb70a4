using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Host.Signing;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Signing;

namespace Alokon.Host.Workers;

/// <summary>What goes on after a commit: papers are printed, packs are built, deadlines are noticed.</summary>
internal static class WorkerRoom
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Timers and messages are looked for more often: their lateness is somebody's wait.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(500);

    public static IServiceCollection AddWorkers(this IServiceCollection services, bool works) => !works ? services :
        services
            .AddPrinters()
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
            .AddSingleton(_ => ChromiumSettings.OfThisMachine())
            .AddSingleton(s => new ChromiumPrinter(s.GetRequiredService<ChromiumSettings>(), s.GetRequiredService<ILogger<ChromiumPrinter>>()))
            .AddSingleton<PrintPdf>(s => s.GetRequiredService<ChromiumPrinter>().PrintPdfAsync)
            .AddSingleton<PrintPaper>(s => (html, ct) => s.GetRequiredService<ChromiumPrinter>().PrintAsync(html, null, ct))
            .AddSingleton<CertificateFile>()
            .AddSingleton<OfficeSigners>()
            .AddSingleton<FindSigning>(s => s.GetRequiredService<OfficeSigners>().FindAsync)
            .AddSingleton(_ => SigningHosts.OfThisMachine())
            .AddSingleton<SigningProviderForm>()
            .AddSingleton<BsreClient>()
            .AddScoped<OfficerSigning>()
            .AddTransient(s => new DocumentOptions(s.GetRequiredService<PublicAddress>().Url));

    /// <summary>As many as the browser has pages. One of several prints only what has never failed, so that bad papers cannot hold them all.</summary>
    private static IServiceCollection AddPrinters(this IServiceCollection services)
    {
        services.AddSingleton<PressWatch>().AddSingleton<PrintStep>();
        var pages = ChromiumSettings.PagesOfThisMachine();
        for (var page = 1; page <= pages; page++)
        {
            var onlyFresh = page > 1 && page == pages;
            services.AddWorker($"documents, {page}", (scope, ct) => scope.GetRequiredService<PrintStep>().RunAsync(scope, onlyFresh, ct));
        }

        return services;
    }

    private static IServiceCollection AddWorker(this IServiceCollection services, string name, Func<IServiceProvider, CancellationToken, Task<bool>> step, TimeSpan? pause = null) =>
        services.AddSingleton<IHostedService>(s => new Worker(
            name, pause ?? Pause, s.GetRequiredService<WorkSignal>(), s.GetRequiredService<IServiceScopeFactory>(), step, s.GetRequiredService<ILogger<Worker>>()));
}
