using Microsoft.Extensions.Logging;

namespace Alokon.Sop.People;

internal static partial class PeopleLog
{
    [LoggerMessage(1001, LogLevel.Information, "Signed in account {Account} of office {Office}")]
    public static partial void OfficerSignedIn(this ILogger log, Guid account, int office);

    [LoggerMessage(1002, LogLevel.Warning, "Throttled sign-ins to one account of office {Office} from {Address}")]
    public static partial void SignInThrottled(this ILogger log, int office, string address);

    [LoggerMessage(1003, LogLevel.Information, "Appointed person {Person} to position {Position} as {Mandate}")]
    public static partial void HolderAppointed(this ILogger log, Guid person, Guid position, string mandate);

    [LoggerMessage(1004, LogLevel.Information, "Set account {Account} to enabled {Enabled}")]
    public static partial void AccountSet(this ILogger log, Guid account, bool enabled);
}
