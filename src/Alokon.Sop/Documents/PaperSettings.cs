using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents;

/// <summary>How the office's papers look and who may sign them for whom.</summary>
/// <param name="Paper">A4 or F4.</param>
public sealed record PaperSettings(string Paper, IReadOnlyList<EditionView> Editions, IReadOnlyList<SigningMandate> Mandates);

[AllowRoles("admin", "manajer", "auditor")]
public sealed record ReadPaperSettings : IRequest<Outcome<PaperSettings>>, IQuery;

public sealed class ReadPaperSettingsHandler(UnitOfWork work) : IRequestHandler<ReadPaperSettings, Outcome<PaperSettings>>
{
    public async Task<Outcome<PaperSettings>> Handle(ReadPaperSettings query, CancellationToken ct)
    {
        if ((await IssueRows.ReadOfficeAsync(work, 0, ct)).Letterhead is not { } letterhead)
        {
            return new DocumentRefusal.LetterheadMissing(work.Office);
        }

        return new PaperSettings(letterhead.Paper, await EditionRows.ListAsync(work, ct), await MandateRows.ListAsync(work, ct));
    }
}
