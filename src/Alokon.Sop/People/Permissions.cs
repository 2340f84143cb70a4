using Alokon.Engine;

namespace Alokon.Sop.People;

/// <summary>
/// What pages and other programs ask before they show a button. They only describe: what is allowed is decided by
/// [AllowRoles] and the handlers.
/// </summary>
public static class Permissions
{
    public const string ReadCases = "cases.read";
    public const string StartCases = "cases.start";
    public const string CancelCases = "cases.cancel";
    public const string ReadIncidents = "incidents.read";
    public const string RetryIncidents = "incidents.retry";
    public const string PerformTasks = "tasks.perform";
    public const string ReadSla = "sla.read";
    public const string ReadAudit = "audit.read";
    public const string ReadDefinitions = "definitions.read";
    public const string WriteDefinitions = "definitions.write";
    public const string ReadNumbers = "numbers.read";
    public const string WriteNumbers = "numbers.write";
    public const string ReadTemplates = "templates.read";
    public const string WriteTemplates = "templates.write";
    public const string AppointHolders = "people.appoint";
    public const string ManageAccounts = "people.accounts";

    public static IReadOnlyList<string> Of(Officer officer) =>
        [.. officer.Holdings.SelectMany(h => Of(h.Role)).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Of(string role) => role switch
    {
        Roles.Faskes or Roles.Plkb => [ReadCases, StartCases, PerformTasks],
        Roles.Kabid => [ReadCases, CancelCases, PerformTasks, ReadSla, ReadIncidents],
        Roles.Kadis => [ReadCases, CancelCases, PerformTasks, ReadSla, ReadIncidents, AppointHolders],
        Roles.Manajer => [ReadCases, ReadSla, ReadIncidents, ReadDefinitions, ReadNumbers, ReadTemplates],
        Roles.Auditor => [ReadCases, ReadSla, ReadIncidents, ReadAudit, ReadDefinitions, ReadNumbers, ReadTemplates],
        Roles.Admin =>
        [
            ReadCases, CancelCases, ReadSla, ReadIncidents, RetryIncidents, ReadDefinitions, WriteDefinitions, ReadNumbers, WriteNumbers, ReadTemplates, WriteTemplates,
            AppointHolders, ManageAccounts,
        ],
        _ => [ReadCases, PerformTasks],
    };
}
