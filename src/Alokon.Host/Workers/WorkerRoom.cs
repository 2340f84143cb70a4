using System.Text;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Demo;
using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Archive;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using MediatR;

namespace Alokon.Host.Workers;

/// <summary>What goes on after a commit: papers are printed, packs are built, deadlines are noticed.</summary>
internal static class WorkerRoom
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddWorkers(this IServiceCollection services) =>
        services
            .AddWorker("documents", async (scope, ct) => (await scope.GetRequiredService<RenderNextDocumentHandler>().Handle(new RenderNextDocument(), ct)).Value)
            .AddWorker("packs", BuildPackAsync)
            .AddWorker("deadlines", DeadlineStep.RunAsync);

    public static IServiceCollection AddPrinting(this IServiceCollection services, DataFolder data) =>
        services
            .AddSingleton<PublicAddress>()
            .AddSingleton(s => new ChromiumPrinter(ChromiumSettings.OfThisMachine(), s.GetRequiredService<ILogger<ChromiumPrinter>>()))
            .AddSingleton<PrintPdf>(s => s.GetRequiredService<ChromiumPrinter>().PrintPdfAsync)
            .AddTransient(s => new DocumentOptions(s.GetRequiredService<PublicAddress>().Url));

    /// <summary>The key that keeps the offices' signing keys closed stands beside the database, not in it.</summary>
    public static IServiceCollection AddArchiveKey(this IServiceCollection services, DataFolder data) =>
        services
            .AddSingleton(PrivateKeyCipher.FromFile(Path.Combine(data.Path, "arsip.kunci")))
            .AddSingleton<PackQueue>()
            .AddSingleton(s => Sources(s.GetRequiredService<DefinitionStore>(), s.GetRequiredService<DemoMode>()));

    private static IServiceCollection AddWorker(this IServiceCollection services, string name, Func<IServiceProvider, CancellationToken, Task<bool>> step) =>
        services.AddSingleton<IHostedService>(s => new Worker(
            name, Pause, s.GetRequiredService<WorkSignal>(), s.GetRequiredService<IServiceScopeFactory>(), step, s.GetRequiredService<ILogger<Worker>>()));

    private static async Task<bool> BuildPackAsync(IServiceProvider services, CancellationToken ct)
    {
        if (await services.GetRequiredService<PackQueue>().ClaimNextAsync(ct) is not { } claimed)
        {
            return false;
        }

        var caller = services.GetRequiredService<Caller>();
        caller.Officer = Officer.System(claimed.Office);
        var mediator = services.GetRequiredService<IMediator>();
        try
        {
            var built = await mediator.Send(new BuildPack(claimed.CaseId), ct);
            if (built.IsRefused(out var refusal))
            {
                await mediator.Send(new FailPack(claimed.CaseId, refusal.Message), ct);
                return true;
            }

            return built.Value == PackStep.Built;
        }
#pragma warning disable CA1031 // the worker's edge for one pack: the attempt counts and the others go on
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            await mediator.Send(new FailPack(claimed.CaseId, failure.Message), ct);
            return true;
        }
#pragma warning restore CA1031
    }

    private static PackSources Sources(DefinitionStore definitions, DemoMode demo) =>
        new(
            async (work, caseId, ct) => await AttachmentRows.LoadAsync(work, caseId, ct),
            async (work, definitionId, version, ct) =>
                await definitions.FindVersionAsync(work, definitionId, version, ct) is { } definition ? Encoding.UTF8.GetBytes(definition.Json) : null,
            demo.On);
}
