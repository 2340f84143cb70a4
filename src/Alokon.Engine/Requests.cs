namespace Alokon.Engine;

/// <summary>A request that changes something: gets one transaction, takes part in idempotency keys.</summary>
public interface ICommand;

/// <summary>A request that only reads: gets a read-only transaction (row-level security needs one).</summary>
public interface IQuery;

/// <summary>
/// A request of <see cref="AllowAnyoneAttribute"/> that names its office itself (from the form, the token, the code on a paper),
/// because nobody signed in who could give it one. Ignored on every other request: an officer acts in the own office only.
/// </summary>
public interface INamesOffice
{
    /// <summary>Four-digit code; 0 = none known (only public rows are visible).</summary>
    int Office { get; }
}

/// <summary>Only officers who hold one of these roles may send it; without the attribute every signed-in officer of the office may.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowRolesAttribute(params string[] roles) : Attribute
{
    public IReadOnlyList<string> Roles { get; } = roles;
}

/// <summary>May be sent without signing in: sign-in itself, public verification, public keys.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowAnyoneAttribute : Attribute;
