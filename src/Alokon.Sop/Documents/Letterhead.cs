using System.Globalization;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents;

/// <summary>What stands over every paper of an office.</summary>
/// <param name="Government">PEMERINTAH KABUPATEN GROBOGAN.</param>
/// <param name="DinasCode">As it stands in numbers: DP3AKB.</param>
/// <param name="Place">Where papers are signed: Purwodadi.</param>
/// <param name="Zone">IANA zone; the date of a paper and the year of its number are local.</param>
/// <param name="Demo">Every paper bears the watermark CONTOH.</param>
/// <param name="Paper">A4 or F4.</param>
public sealed record Letterhead(
    string Government,
    string Dinas,
    string DinasCode,
    string Address,
    string? Phone,
    string? Email,
    string? Website,
    string? PostalCode,
    string Place,
    string Zone,
    bool Demo,
    string Paper = PaperSize.A4)
{
    /// <summary>The office's own day: papers are dated and numbered by it.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime);
}

/// <param name="Day">Of issue.</param>
/// <param name="Mandates">Under which this paper may be signed on that day, the latest first.</param>
internal sealed record IssuingOffice(Letterhead Letterhead, NumberFormat Format, ShelvedTemplate Template, DateOnly Day, IReadOnlyList<SigningMandate> Mandates);

/// <summary>Sets the letterhead of the office, and gives it the built-in number formats where it has none of its own.</summary>
[AllowRoles("admin")]
public sealed record SetLetterhead(Letterhead Letterhead) : IRequest<Outcome<Done>>, ICommand;

public sealed class SetLetterheadHandler(UnitOfWork work) : IRequestHandler<SetLetterhead, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(SetLetterhead command, CancellationToken ct)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(command.Letterhead.Zone, out _))
        {
            return Task.FromResult<Outcome<Done>>(new InvalidInput("letterhead.zone", "unknown-zone", command.Letterhead.Zone));
        }

        if (!PaperSize.IsKnown(command.Letterhead.Paper))
        {
            return Task.FromResult<Outcome<Done>>(new InvalidInput("letterhead.paper", "paper-size-unknown", command.Letterhead.Paper));
        }

        LetterheadRows.Save(work, command.Letterhead);
        foreach (var format in BuiltInFormats.Of(work.Office))
        {
            LetterheadRows.AddFormat(work, format);
        }

        return Task.FromResult<Outcome<Done>>(default(Done));
    }
}

/// <summary>On what the office prints from now on; what is issued keeps its size.</summary>
[AllowRoles("admin")]
public sealed record SetPaperSize(string Paper) : IRequest<Outcome<Done>>, ICommand;

public sealed class SetPaperSizeHandler(UnitOfWork work) : IRequestHandler<SetPaperSize, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(SetPaperSize command, CancellationToken ct)
    {
        if (!PaperSize.IsKnown(command.Paper))
        {
            return Task.FromResult<Outcome<Done>>(new InvalidInput("paper", "paper-size-unknown", command.Paper));
        }

        LetterheadRows.SetPaper(work, command.Paper);
        Trail.Append(work, "paper.resized", command.Paper, []);
        return Task.FromResult<Outcome<Done>>(default(Done));
    }
}

/// <summary>Data, not code: formats.json for every office, formats-3671.json before it for an office with ways of its own.</summary>
internal static class BuiltInFormats
{
    public static IEnumerable<NumberFormat> Of(int office)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"formats-{office:D4}.json");
        var special = EmbeddedJson.Exists(own) ? EmbeddedJson.Read<NumberFormat[]>(own) : [];
        return special.Concat(EmbeddedJson.Read<NumberFormat[]>("formats.json"));
    }
}

/// <summary>How the office writes the numbers of one kind of paper from now on; the running number goes on.</summary>
[AllowRoles("admin")]
public sealed record SetNumberFormat(NumberFormat Format) : IRequest<Outcome<Done>>, ICommand;

public sealed class SetNumberFormatHandler(UnitOfWork work) : IRequestHandler<SetNumberFormat, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(SetNumberFormat command, CancellationToken ct)
    {
        if (command.Format.Refuses() is { } refusal)
        {
            return Task.FromResult<Outcome<Done>>(refusal);
        }

        LetterheadRows.ReplaceFormat(work, command.Format);
        return Task.FromResult<Outcome<Done>>(default(Done));
    }
}
