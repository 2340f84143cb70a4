using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents.Editing;

/// <summary>Keeps a text for later, faults and all; nothing is printed with it.</summary>
/// <param name="Seen">The draft's revision that was on the screen; 0: there was none.</param>
[AllowRoles("admin")]
public sealed record SaveTemplateDraft(string Name, TemplateText Text, int Seen) : IRequest<Outcome<TemplateDraft>>, ICommand;

public sealed class SaveTemplateDraftHandler(UnitOfWork work) : IRequestHandler<SaveTemplateDraft, Outcome<TemplateDraft>>
{
    public async Task<Outcome<TemplateDraft>> Handle(SaveTemplateDraft command, CancellationToken ct)
    {
        var opened = await TemplateChange.OpenAsync(work, command.Name, null, command.Seen, ct);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }

        var text = command.Text.Tidy();
        if (text.Body.Length > AddressLint.LargestFile || text.Style.Length > AddressLint.LargestFile || (text.Body + text.Style).Contains('\0', StringComparison.Ordinal))
        {
            return new TemplateRefusal.Faulty([.. AddressLint.Check("template.sbnhtml", text.Body).Concat(AddressLint.Check("style.css", text.Style))]);
        }

        var draft = new TemplateDraft(command.Seen + 1, text, work.Now, work.Officer.Name);
        VersionRows.SaveDraft(work, opened.Value.Name, draft);
        Trail.Append(work, "template.drafted", command.Name, new JsonObject { ["revision"] = draft.Revision });
        return draft;
    }
}

/// <summary>Throws a draft away; the version in force is not touched.</summary>
[AllowRoles("admin")]
public sealed record DropTemplateDraft(string Name, int Seen) : IRequest<Outcome<TemplateVersion>>, ICommand;

public sealed class DropTemplateDraftHandler(UnitOfWork work) : IRequestHandler<DropTemplateDraft, Outcome<TemplateVersion>>
{
    public async Task<Outcome<TemplateVersion>> Handle(DropTemplateDraft command, CancellationToken ct)
    {
        var opened = await TemplateChange.OpenAsync(work, command.Name, null, command.Seen, ct);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }

        VersionRows.DropDraft(work, opened.Value.Name);
        Trail.Append(work, "template.draftDropped", command.Name, new JsonObject { ["revision"] = command.Seen });
        return opened.Value.Versions[0];
    }
}

/// <summary>
/// A new version comes into force for papers issued from now on; what was issued keeps its own. That its pages print is tried before, outside
/// the transaction: printing takes longer than one may.
/// </summary>
/// <param name="Note">What was changed and why.</param>
/// <param name="Version">The version in force that was on the screen.</param>
/// <param name="Seen">The draft's revision that was on the screen; 0: there was none.</param>
[AllowRoles("admin")]
public sealed record PublishTemplate(string Name, TemplateText Text, string Note, int Version, int Seen) : IRequest<Outcome<TemplateVersion>>, ICommand;

public sealed class PublishTemplateHandler(UnitOfWork work, TemplateExamples examples) : IRequestHandler<PublishTemplate, Outcome<TemplateVersion>>
{
    public async Task<Outcome<TemplateVersion>> Handle(PublishTemplate command, CancellationToken ct)
    {
        if (TemplateChange.RefusesNote(command.Note) is { } noNote)
        {
            return noNote;
        }

        var opened = await TemplateChange.OpenAsync(work, command.Name, command.Version, command.Seen, ct);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }

        var files = opened.Value.Files.With(command.Text.Tidy());
        var examined = TemplateExamination.Of(files, examples.Of(opened.Value.Name), ct);
        return examined.Findings.Count > 0 ? new TemplateRefusal.Faulty(examined.Findings) : await TemplateChange.PutInForceAsync(work, opened.Value, files, command.Note, ct);
    }
}

/// <summary>Goes back: a new version that is equal to an old one, or to what is shipped. A draft that waits is left alone.</summary>
/// <param name="To">A version; <see cref="CompareTemplates.Shipped"/>: as it came with the last release.</param>
/// <param name="Version">The version in force that was on the screen.</param>
[AllowRoles("admin")]
public sealed record RestoreTemplate(string Name, int To, string Note, int Version) : IRequest<Outcome<TemplateVersion>>, ICommand;

public sealed class RestoreTemplateHandler(UnitOfWork work, TemplateExamples examples) : IRequestHandler<RestoreTemplate, Outcome<TemplateVersion>>
{
    public async Task<Outcome<TemplateVersion>> Handle(RestoreTemplate command, CancellationToken ct)
    {
        if (TemplateChange.RefusesNote(command.Note) is { } noNote)
        {
            return noNote;
        }

        var opened = await TemplateChange.OpenAsync(work, command.Name, command.Version, null, ct);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }

        var found = await FindAsync(opened.Value, command.To, ct);
        if (found.IsRefused(out refusal))
        {
            return refusal;
        }

        // An old version was made for the data of its day; it must print what is asked of it now.
        var examined = TemplateExamination.Of(found.Value, examples.Of(opened.Value.Name), ct);
        return examined.Findings.Count > 0 ? new TemplateRefusal.Faulty(examined.Findings) : await TemplateChange.PutInForceAsync(work, opened.Value, found.Value, command.Note, ct, keepDraft: true);
    }

    private async Task<Outcome<TemplateFiles>> FindAsync(TemplateChange change, int to, CancellationToken ct)
    {
        var hash = to == CompareTemplates.Shipped ? change.Shipped?.Hash : change.Versions.FirstOrDefault(v => v.Version == to)?.Hash;
        return hash is not null && await VersionRows.FilesAsync(work, change.Name, hash, ct) is { } files ? files : new TemplateRefusal.VersionNotFound(change.Name, to);
    }
}
