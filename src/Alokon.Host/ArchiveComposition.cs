using System.Text;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Demo;
using Alokon.Host.Embedded;
using Alokon.Host.Pipeline;
using Alokon.Sop.Archive;
using Alokon.Sop.Audit;
using Alokon.Sop.Cases;

namespace Alokon.Host;

/// <summary>Audit and Archive: their requests, and what the archive takes from rooms it has no arrow to.</summary>
internal static class ArchiveComposition
{
    public static IServiceCollection AddArchive(this IServiceCollection services) =>
        services
            .AddScoped<AuditLog>()
            .AddScoped<RecordEventHandler>()
            .AddScoped<IEffectHandler<SealCase>, SealCaseHandler>()
            .AddSingleton(s => new PackSources(LoadAttachmentsAsync, Definitions(s.GetRequiredService<DefinitionStore>()), s.GetRequiredService<DemoMode>().On))
            .AddSingleton<PackAssembly>()
            .AddScoped<BuildNextPackHandler>()
            .AddRequest<GetTimeline, IReadOnlyList<TimelineItem>, GetTimelineHandler>()
            .AddRequest<VerifyTimeline, TimelineVerdict, VerifyTimelineHandler>()
            .AddRequest<EnsureKey, PublishedKey, EnsureKeyHandler>()
            .AddRequest<CheckKeyFile, Done, CheckKeyFileHandler>()
            .AddRequest<OfficeKeys, IReadOnlyList<PublishedKey>, OfficeKeysHandler>()
            .AddRequest<GetPack, SealedPack, GetPackHandler>();

    /// <summary>The key file that keeps the offices' private keys unreadable in the database. Back it up with the database.</summary>
    public static IServiceCollection AddArchiveKey(this IServiceCollection services, DataFolder data) =>
        services.AddSingleton(new PrivateKeyCipher(KeyFile.ReadOrCreate(Path.Combine(data.Path, "archive.key"))));

    private static async Task<IReadOnlyList<PackAttachment>> LoadAttachmentsAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        var attachments = new List<PackAttachment>();
        foreach (var view in await AttachmentRows.ListAsync(work, caseId, ct))
        {
            if (await AttachmentRows.FindAsync(work, caseId, view.Id, ct) is { } file)
            {
                attachments.Add(new PackAttachment(view.Kind, view.FileName, file.Bytes, view.Sha256, view.Restricted));
            }
        }

        return attachments;
    }

    private static LoadDefinition Definitions(DefinitionStore store) =>
        async (work, definitionId, version, ct) =>
            await store.FindVersionAsync(work, definitionId, version, ct) is { } definition ? Encoding.UTF8.GetBytes(definition.Json) : null;
}
