using System.Collections.Concurrent;
using Alokon.Engine;

namespace Alokon.Sop.Documents;

/// <summary>What an office prints with: its letterhead, and for each code the format of its numbers and its templates, one for each edition.</summary>
/// <param name="Changes">Of documents.stamp, when this was read.</param>
/// <param name="Awaited">Cases for whose next paper of this code an admin put a number in between.</param>
internal sealed record OfficePapers(
    long Changes,
    Letterhead? Letterhead,
    IReadOnlyDictionary<string, NumberFormat> Formats,
    ILookup<string, ShelvedTemplate> Templates,
    IReadOnlyList<SigningMandate> Mandates,
    IReadOnlySet<(Guid Case, string Code)> Awaited)
{
    public ShelvedTemplate? On(DateOnly day, string code) => ShelvedTemplate.On(day, Templates[code]);

    public Outcome<IssuingOffice> For(int office, string code, DateTimeOffset now)
    {
        if (Letterhead is null)
        {
            return new DocumentRefusal.LetterheadMissing(office);
        }

        if (!Formats.TryGetValue(code, out var format))
        {
            return new DocumentRefusal.CodeUnknown(code);
        }

        var day = Letterhead.DayOf(now);
        if (On(day, code) is { } template)
        {
            return new IssuingOffice(Letterhead, format, template, day, [.. Mandates.Where(m => m.Covers(code, day))]);
        }

        return Templates.Contains(code) ? new DocumentRefusal.EditionMissing(code, day) : new DocumentRefusal.TemplateMissing(code);
    }
}

/// <summary>Keeps what the offices print with as long as the process lives. Whether something has changed is asked every time, of one number.</summary>
public sealed class PaperShelf
{
    private readonly ConcurrentDictionary<int, OfficePapers> _offices = new();

    /// <param name="changes">As counted before the command ran; null where it was not asked: then nothing is kept, because what this command itself changed may yet be rolled back.</param>
    internal async Task<OfficePapers> OfAsync(UnitOfWork work, long? changes, CancellationToken ct)
    {
        if (changes is not { } counted)
        {
            return await IssueRows.ReadOfficeAsync(work, 0, ct);
        }

        if (!_offices.TryGetValue(work.Office, out var known) || known.Changes != counted)
        {
            _offices[work.Office] = known = await IssueRows.ReadOfficeAsync(work, counted, ct);
        }

        return known;
    }
}
