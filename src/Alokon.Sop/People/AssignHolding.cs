using Alokon.Engine;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Alokon.Sop.People;

/// <summary>Appoints a person to a position: definitively, or as Plt./Plh. for a period.</summary>
/// <param name="MandateNumber">Number of the SK or surat perintah; required for plt and plh.</param>
/// <param name="From">First day, in the office's zone.</param>
/// <param name="Until">Last day, included; required for plt and plh.</param>
[AllowRoles(Roles.Admin, Roles.Kadis)]
public sealed record AssignHolding(Guid Position, Guid Person, string Mandate, string? MandateNumber, DateOnly From, DateOnly? Until)
    : IRequest<Outcome<HoldingAssigned>>, ICommand;

public sealed record HoldingAssigned(Guid Id);

public sealed class AssignHoldingHandler(UnitOfWork work, ILogger<AssignHoldingHandler> log) : IRequestHandler<AssignHolding, Outcome<HoldingAssigned>>
{
    private const int LongestNumber = 100;

    public async Task<Outcome<HoldingAssigned>> Handle(AssignHolding command, CancellationToken ct)
    {
        List<FieldError> errors = [.. Errors(command)];
        if (errors.Count > 0)
        {
            return new InvalidInput(errors);
        }

        if (!await RosterRows.LockPositionAsync(work, command.Position, ct))
        {
            return new PeopleRefusal.PositionNotFound(command.Position);
        }

        if (!await RosterRows.PersonExistsAsync(work, command.Person, ct))
        {
            return new PeopleRefusal.PersonNotFound(command.Person);
        }

        if (command.Mandate == Mandates.Definitif && await RosterRows.IsTakenAsync(work, command.Position, command.From, command.Until, ct))
        {
            return new PeopleRefusal.PositionTaken(command.Position);
        }

        var id = Ids.New();
        RosterRows.Add(work, id, command.Position, command.Person, new HoldingEntry("", "", command.From, command.Until, command.Mandate, command.MandateNumber));
        work.AfterCommit(() => log.HolderAppointed(command.Person, command.Position, command.Mandate));
        return new HoldingAssigned(id);
    }

    private static IEnumerable<FieldError> Errors(AssignHolding command)
    {
        if (!Mandates.IsKnown(command.Mandate))
        {
            yield return new("mandate", "mandate-unknown", command.Mandate);
        }

        if (command.Mandate != Mandates.Definitif && string.IsNullOrWhiteSpace(command.MandateNumber))
        {
            yield return new("mandateNumber", "mandate-number-missing");
        }

        if (command.MandateNumber is { } number && (number.Length > LongestNumber || number.Any(char.IsControl)))
        {
            yield return new("mandateNumber", "mandate-number-malformed", $"{LongestNumber}");
        }

        if (command.Mandate != Mandates.Definitif && command.Until is null)
        {
            yield return new("until", "mandate-end-missing");
        }

        if (command.Until < command.From)
        {
            yield return new("until", "period-reversed", $"{command.From:yyyy-MM-dd}", $"{command.Until:yyyy-MM-dd}");
        }
    }
}
