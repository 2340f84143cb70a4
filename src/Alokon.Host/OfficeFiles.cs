using System.Globalization;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.Archive;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Directory = System.IO.Directory;
using MediatR;

namespace Alokon.Host;

/// <summary>
/// Brings workflows/ and templates/ into the offices at start. A broken file is named with its line and changes nothing: the
/// last good version stays in force. A newer file is offered, never put over what an admin has edited. A key file that is not the offices'
/// own ends the start.
/// </summary>
internal static class OfficeFiles
{
    public static async Task LoadAsync(IServiceProvider services, CancellationToken ct)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(OfficeFiles));
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var codes = TemplateCodes();
        var folder = await DefinitionFiles.ReadAsync(Home.Workflows, Composition.Activities, codes.Contains, ct);
        foreach (var refusal in folder.Refused)
        {
            log.FileRefused(refusal.Message);
        }

        var offices = await SendAsync(scopes, 0, new ListOffices(), ct);
        foreach (var office in offices.Value.Items)
        {
            if ((await SendAsync(scopes, office.Code, new CheckKeyFile(), ct)).IsRefused(out var other))
            {
                throw new StartException(other.Message);
            }

            var loaded = await SendAsync(scopes, office.Code, new LoadTemplates(Home.Templates), ct);
            if (loaded.IsRefused(out var refusal))
            {
                log.FileRefused(refusal.Message);
            }

            foreach (var definition in folder.Fit.Where(d => OfficeOf(d) == office.Code))
            {
                var arrived = await SendAsync(scopes, office.Code, new SeedDefinition(definition), ct);
                if (arrived.IsRefused(out refusal))
                {
                    log.FileRefused(refusal.Message);
                }
                else if (arrived.Value.Arrival == FileArrival.Offered)
                {
                    log.FileOffered(definition.DefinitionId, office.Code);
                }
            }
        }
    }

    /// <summary>Whose SOP it is: the file says so itself.</summary>
    private static int OfficeOf(WorkflowDefinition definition) =>
        int.TryParse(definition.CustomProperties["Alokon:sop"]?["office"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var office) ? office : 0;

    private static HashSet<string> TemplateCodes() =>
        [.. Directory.EnumerateDirectories(Home.Templates).Where(f => File.Exists(Path.Combine(f, "template.sbnhtml"))).Select(f => Path.GetFileName(f))];

    private static async Task<Outcome<T>> SendAsync<T>(IServiceScopeFactory scopes, int office, IRequest<Outcome<T>> request, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Officer = Officer.System(office);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}

internal static partial class OfficeFilesLog
{
    [LoggerMessage(5201, LogLevel.Warning, "Kept the last good version: {Problem}")]
    public static partial void FileRefused(this ILogger log, string problem);

    [LoggerMessage(5202, LogLevel.Warning, "Offered a newer file of {Workflow} to office {Office}; an admin edited the published version, so nothing was changed")]
    public static partial void FileOffered(this ILogger log, string workflow, int office);
}
