using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.People;

public sealed record UnitEntry(string Code, string Name);

/// <param name="ScopeCode">Facility code, kecamatan or "*"; empty for a role of the whole office.</param>
public sealed record PositionEntry(string Code, string Unit, string Role, string Title, string ScopeCode = "");

/// <param name="Code">Only names the person inside this registration.</param>
public sealed record PersonEntry(string Code, string Name, string? Nip, string? Rank);

/// <param name="From">First day, in the office's zone.</param>
/// <param name="Until">Last day, included; null: open end (definitif only).</param>
public sealed record HoldingEntry(string Position, string Person, DateOnly From, DateOnly? Until = null, string Mandate = Mandates.Definitif, string? MandateNumber = null);

public sealed record AccountEntry(string Username, string Person, string Password);

/// <summary>A dinas comes into being with its people. Sent by the command line and the demo, never over the network.</summary>
[AllowRoles]
public sealed record RegisterOffice(
    OfficeCard Card,
    IReadOnlyList<UnitEntry> Units,
    IReadOnlyList<PositionEntry> Positions,
    IReadOnlyList<PersonEntry> Persons,
    IReadOnlyList<HoldingEntry> Holdings,
    IReadOnlyList<AccountEntry> Accounts) : IRequest<Outcome<Done>>, ICommand
{
    // Records print their members; passwords must not reach a log that way.
    public override string ToString() => $"RegisterOffice {Card.Code}";
}

public sealed class RegisterOfficeHandler(UnitOfWork work) : IRequestHandler<RegisterOffice, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(RegisterOffice command, CancellationToken ct)
    {
        if (await OfficeRows.FindAsync(work, ct) is not null)
        {
            return new PeopleRefusal.OfficeExists(work.Office);
        }

        List<FieldError> errors = [.. Errors(command)];
        if (errors.Count > 0)
        {
            return new InvalidInput(errors);
        }

        OfficeRows.Add(work, command.Card);
        AddRoster(command);
        return default(Done);
    }

    private void AddRoster(RegisterOffice command)
    {
        var units = command.Units.ToDictionary(u => u.Code, _ => Ids.New());
        var positions = command.Positions.ToDictionary(p => p.Code, _ => Ids.New());
        var persons = command.Persons.ToDictionary(p => p.Code, _ => Ids.New());
        foreach (var unit in command.Units)
        {
            RosterRows.Add(work, units[unit.Code], unit);
        }

        foreach (var position in command.Positions)
        {
            RosterRows.Add(work, positions[position.Code], units[position.Unit], position);
        }

        foreach (var person in command.Persons)
        {
            RosterRows.Add(work, persons[person.Code], person);
        }

        foreach (var holding in command.Holdings)
        {
            RosterRows.Add(work, Ids.New(), positions[holding.Position], persons[holding.Person], holding);
        }

        // Slow on purpose, so on all cores. Accounts registered together with one password (a demo under ALOKON_DEMO_PASSWORD) share its hash:
        // that they are equal is no secret, and a start with a hundred accounts stays a matter of seconds.
        var hashes = command.Accounts.Select(a => a.Password).Distinct().AsParallel().ToDictionary(p => p, Password.Hash);
        foreach (var account in command.Accounts)
        {
            AccountRows.Add(work, Ids.New(), persons[account.Person], account.Username, hashes[account.Password]);
        }
    }

    private IEnumerable<FieldError> Errors(RegisterOffice command)
    {
        if (command.Card.Code != work.Office)
        {
            yield return new("card.code", "other-office", $"{command.Card.Code}", $"{work.Office}");
        }

        HashSet<string> units = [.. command.Units.Select(u => u.Code)];
        HashSet<string> positions = [.. command.Positions.Select(p => p.Code)];
        HashSet<string> persons = [.. command.Persons.Select(p => p.Code)];
        foreach (var position in command.Positions.Where(p => !Roles.All.Contains(p.Role)))
        {
            yield return new($"positions[{position.Code}].role", "role-unknown", position.Role);
        }

        foreach (var position in command.Positions.Where(p => !units.Contains(p.Unit)))
        {
            yield return new($"positions[{position.Code}].unit", "unit-unknown", position.Unit);
        }

        foreach (var person in command.Persons.Where(p => p.Nip is not null && !Nip.IsValid(p.Nip)))
        {
            yield return new($"persons[{person.Code}].nip", "nip-malformed", person.Nip ?? "");
        }

        foreach (var holding in command.Holdings.Where(h => !positions.Contains(h.Position) || !persons.Contains(h.Person)))
        {
            yield return new($"holdings[{holding.Position}]", "holding-unknown", holding.Position, holding.Person);
        }

        foreach (var account in command.Accounts.Where(a => !persons.Contains(a.Person)))
        {
            yield return new($"accounts[{account.Username}].person", "person-unknown", account.Person);
        }

        // Whoever tries the demo on an own machine may choose a short one; an office with real papers may not.
        var shortest = command.Card.Demo ? 1 : Password.MinimumLength;
        foreach (var account in command.Accounts.Where(a => a.Password.Length < shortest || !Password.IsAcceptable(a.Password)))
        {
            yield return new($"accounts[{account.Username}].password", "password-length", $"{shortest}", $"{Password.MaximumLength}");
        }

        foreach (var account in command.Accounts.Where(a => !Username.IsPlain(a.Username)))
        {
            yield return new($"accounts[{account.Username}].username", "username-malformed", account.Username);
        }
    }
}
