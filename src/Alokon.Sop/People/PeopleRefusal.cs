using Alokon.Engine;

namespace Alokon.Sop.People;

/// <summary>Everything this room may answer "no" with.</summary>
public abstract record PeopleRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    public sealed record NotSignedIn()
        : PeopleRefusal("not-signed-in", RefusalKind.Unauthenticated, "Expected a signed-in officer, but nobody has signed in or the session has ended");

    public sealed record RoleMayNot(string Request)
        : PeopleRefusal("role-may-not", RefusalKind.Forbidden, $"Expected a position that may send {Request}, but the officer holds none");

    /// <summary>Unknown user, wrong password, disabled account: one answer, so that it tells nothing about who exists.</summary>
    public sealed record WrongCredentials()
        : PeopleRefusal("wrong-credentials", RefusalKind.Unauthenticated, "Expected a known user name and its password, but one of them is wrong"), IRecordedRefusal;

    /// <summary>Only this account from this address must wait; the same officer elsewhere signs in as ever.</summary>
    public sealed record TooManyAttempts()
        : PeopleRefusal("too-many-attempts", RefusalKind.TooMany, "Expected fewer failed sign-ins of this account from this address within a minute");

    public sealed record OfficeExists(int Office)
        : PeopleRefusal("office-exists", RefusalKind.Conflict, $"Expected to register office {Office}, but it is registered");

    public sealed record PositionNotFound(Guid Position)
        : PeopleRefusal("position-not-found", RefusalKind.NotFound, $"Expected position {Position} of this office, but there is none");

    public sealed record PersonNotFound(Guid Person)
        : PeopleRefusal("person-not-found", RefusalKind.NotFound, $"Expected person {Person} of this office, but there is none");

    public sealed record AccountNotFound(string Username)
        : PeopleRefusal("account-not-found", RefusalKind.NotFound, $"Expected account {Username} of this office, but there is none");

    /// <summary>A position has one definitive holder at a time.</summary>
    public sealed record PositionTaken(Guid Position)
        : PeopleRefusal("position-taken", RefusalKind.Conflict, $"Expected position {Position} to be free in this period, but it has a definitive holder");
}
