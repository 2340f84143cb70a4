using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>What a look into the folder of definitions found: what can be used, and what is wrong with the rest.</summary>
public sealed record DefinitionFolder(IReadOnlyList<WorkflowDefinition> Fit, IReadOnlyList<Refusal> Refused);

/// <summary>How a definition that came as a file stands in the office's store.</summary>
public enum FileArrival
{
    /// <summary>The same text is published already.</summary>
    Unchanged,

    /// <summary>It is the published version now.</summary>
    Published,

    /// <summary>An admin has changed, drafted or retracted the definition: the file waits to be taken over by hand.</summary>
    Offered,
}

/// <summary>Definitions that stand in a folder. One broken file never keeps the others, or the last good version, from being served.</summary>
public sealed class DefinitionFiles(DefinitionStore definitions)
{
    /// <summary>Reads every *.json of a folder; a file that is broken or must not be published is refused with its name and line.</summary>
    public static async Task<DefinitionFolder> ReadAsync(string folder, ActivityRegistry registry, Func<string, bool> templateExists, CancellationToken ct)
    {
        var read = new List<(string File, WorkflowDefinition Definition)>();
        var fit = new List<WorkflowDefinition>();
        var refused = new List<Refusal>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var parsed = DefinitionReader.Parse(await File.ReadAllTextAsync(file, ct), file);
            if (parsed.IsRefused(out var refusal))
            {
                refused.Add(refusal);
                continue;
            }

            read.Add((file, parsed.Value));
        }

        foreach (var (file, definition) in read)
        {
            var whole = DefinitionLinker.Link(definition, (_, reference) => reference.ChooseFrom(read.Select(other => other.Definition)));
            var findings = DefinitionValidator.Check(whole, registry, templateExists);
            if (DefinitionValidator.MayBePublished(findings))
            {
                fit.Add(definition);
            }
            else
            {
                refused.Add(new DefinitionRefusal.Faulty(file, [.. findings.Where(f => f.Severity == Severity.Error)]));
            }
        }

        return new(fit, refused);
    }

    /// <summary>Publishes what is new, and what replaces an earlier file; never puts a file over what an admin has done.</summary>
    /// <returns>Refused where it wants an address that another workflow in force answers already.</returns>
    public async Task<Outcome<FileArrival>> ArriveAsync(UnitOfWork work, WorkflowDefinition definition, CancellationToken ct)
    {
        await TriggerRows.PublishOneByOneAsync(work, ct);
        var latest = await DefinitionRows.LockLatestAsync(work, definition.DefinitionId, ct);
        if (latest?.Hash == DefinitionText.Hash(definition.Json))
        {
            return FileArrival.Unchanged;
        }

        // Superseded and yet the latest: an admin has retracted it, and a file must not undo that either.
        if (latest is { Origin: "admin" } or { State: "superseded" })
        {
            return FileArrival.Offered;
        }

        if (await TriggerRows.EndpointsTakenAsync(work, definition, ct) is { Count: > 0 } taken)
        {
            return new DefinitionRefusal.Faulty(definition.DefinitionId, taken);
        }

        await definitions.PublishAsync(work, definition, "file", ct);
        return FileArrival.Published;
    }
}
