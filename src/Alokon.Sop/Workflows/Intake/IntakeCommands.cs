using System.Text;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using Alokon.Sop.Workflows.Table;
using MediatR;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>What was handed in: pasted text, or a file.</summary>
/// <param name="FileName">Its ending says how it is read; none for pasted text.</param>
public sealed record SopSource(string? FileName, byte[] Bytes)
{
    /// <summary>Far above any SOP.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    public static SopSource OfText(string text) => new(null, Encoding.UTF8.GetBytes(text));

    internal Outcome<IReadOnlyList<IReadOnlyList<string>>> ToGrid() =>
        Bytes.Length > MostBytes ? new IntakeRefusal.TooLarge(SopGrid.MostLines, SopGrid.MostCells)
        : Ending is "xlsx" ? XlsxGrid.Read(Bytes)
        : Ending is "csv" ? SopGrid.FromCsv(Text)
        : Ending is "" or "txt" or "tsv" or "md" ? SopGrid.FromText(Text)
        : new IntakeRefusal.KindUnknown(FileName ?? "");

    private string Ending => Path.GetExtension(FileName ?? "").TrimStart('.').ToLowerInvariant();

    private string Text => Encoding.UTF8.GetString(Bytes);
}

/// <summary>Reads an SOP and shows what a draft of it would be; nothing is kept.</summary>
[AllowRoles(Roles.Admin)]
public sealed record ReadSop(SopSource Source) : IRequest<Outcome<SopRead>>, IQuery;

/// <param name="Text">What was read, as text that can be handed in again.</param>
public sealed record SopRead(SopReading Reading, string Text);

public sealed class ReadSopHandler : IRequestHandler<ReadSop, Outcome<SopRead>>
{
    public Task<Outcome<SopRead>> Handle(ReadSop request, CancellationToken cancellationToken) => Task.FromResult(Read(request.Source));

    internal static Outcome<SopRead> Read(SopSource source)
    {
        var grid = source.ToGrid();
        if (grid.IsRefused(out var refusal))
        {
            return refusal;
        }

        var reading = SopReader.Read(grid.Value);
        return reading.IsRefused(out refusal) ? refusal : new SopRead(reading.Value, string.Join('\n', grid.Value.Select(line => string.Join('\t', line.Select(OneLine)))));
    }

    private static string OneLine(string cell) => cell.ReplaceLineEndings(" ").Replace('\t', ' ');
}

/// <summary>Makes the draft of an SOP that was handed in.</summary>
/// <param name="Name">How the office calls it; none = the title of the SOP.</param>
[AllowRoles(Roles.Admin)]
public sealed record DraftFromSop(SopSource Source, string? Name) : IRequest<Outcome<StoredDefinition>>, ICommand;

public sealed class DraftFromSopHandler(UnitOfWork work) : IRequestHandler<DraftFromSop, Outcome<StoredDefinition>>
{
    private const int LongestName = 200;

    public async Task<Outcome<StoredDefinition>> Handle(DraftFromSop request, CancellationToken cancellationToken)
    {
        var read = ReadSopHandler.Read(request.Source);
        if (read.IsRefused(out var refusal))
        {
            return refusal;
        }

        var name = string.IsNullOrWhiteSpace(request.Name) ? read.Value.Reading.Table.Head.Title : request.Name.Trim();
        if (name.Length > LongestName)
        {
            return new InvalidInput("name", "field-too-long", $"{LongestName}");
        }

        if (await DefinitionDrafts.NameIsTakenAsync(work, name, null, cancellationToken))
        {
            return new InvalidInput("name", "definition-name-taken", name);
        }

        var id = await FreeIdAsync(name, cancellationToken);
        var json = DraftDefinition.Of(read.Value.Reading, id, name, work.Office);
        var parsed = DefinitionReader.Parse(json, id);
        return parsed.IsRefused(out refusal) ? refusal : await DefinitionDrafts.SaveAsync(work, parsed.Value, null, cancellationToken);
    }

    private async Task<string> FreeIdAsync(string name, CancellationToken ct)
    {
        var plain = StepNames.Slug(name);
        var id = plain;
        for (var i = 2; await DefinitionDrafts.FindAsync(work, id, VersionOptions.Latest, ct) is not null; i++)
        {
            id = $"{plain}-{i}";
        }

        return id;
    }
}
