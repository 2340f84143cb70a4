using System.Globalization;
using System.Security.Cryptography;
using Alokon.Engine;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Host.Demo;

/// <param name="Title">Of the position held.</param>
internal sealed record DemoAccount(int Office, string Username, string Name, string Title, string Password)
{
    // Printed on purpose, once, by whoever started the demo; never by a log that prints records.
    public override string ToString() => $"{Office} {Username}";
}

/// <summary>The people part of the demo: registers the offices with their officers and makes up the passwords.</summary>
internal static class DemoAccounts
{
    public const string PasswordVariable = "ALOKON_DEMO_PASSWORD";
    private const string Consonants = "bdghjklmnprstw";
    private const string Vowels = "aeiou";

    /// <param name="password">One for all accounts (tests); null or empty: a random one each.</param>
    /// <returns>The accounts made now, with passwords that are known from here on to the reader only; none for an office that was there already.</returns>
    public static async Task<IReadOnlyList<DemoAccount>> RegisterAsync(IServiceScopeFactory scopes, string? password, CancellationToken ct)
    {
        List<DemoAccount> made = [];
        foreach (var office in DemoOffices.Read())
        {
            List<AccountEntry> accounts = [.. office.Accounts.Select(a => new AccountEntry(a.Username, a.Person, string.IsNullOrEmpty(password) ? NewPassword() : password))];
            if (await RegisterAsync(scopes, office, accounts, ct))
            {
                made.AddRange(accounts.Select(a => Describe(office, a)));
            }
        }

        return made;
    }

    private static async Task<bool> RegisterAsync(IServiceScopeFactory scopes, DemoOffice office, IReadOnlyList<AccountEntry> accounts, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Officer = Officer.System(office.Code);
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(
            new RegisterOffice(office.Card, office.Units, office.Positions, office.Persons, office.Holdings, accounts), ct);
        if (outcome.IsRefused(out var refusal) && refusal is not PeopleRefusal.OfficeExists)
        {
            throw new InvalidOperationException($"Expected to register the demo office {office.Code}, but: {refusal.Message}");
        }

        return refusal is null;
    }

    private static DemoAccount Describe(DemoOffice office, AccountEntry account)
    {
        var position = office.Holdings.First(h => h.Person == account.Person).Position;
        return new DemoAccount(
            office.Code,
            account.Username,
            office.Persons.First(p => p.Code == account.Person).Name,
            office.Positions.First(p => p.Code == position).Title,
            account.Password);
    }

    // "bano-kiru-tepa-4831": read aloud over a desk and typed without a mistake, 50 random bits.
    private static string NewPassword() =>
        string.Create(CultureInfo.InvariantCulture, $"{Word()}-{Word()}-{Word()}-{RandomNumberGenerator.GetInt32(1000, 10_000)}");

    private static string Word() => $"{Syllable()}{Syllable()}";

    private static string Syllable() =>
        $"{Consonants[RandomNumberGenerator.GetInt32(Consonants.Length)]}{Vowels[RandomNumberGenerator.GetInt32(Vowels.Length)]}";
}
