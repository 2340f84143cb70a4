namespace Alokon.Engine;

/// <summary>A request that changes something: gets one transaction, takes part in idempotency keys.</summary>
public interface ICommand;

/// <summary>A request that only reads: gets a read-only transaction (row-level security needs one).</summary>
public interface IQuery;

/// <summary>Only officers who hold one of these roles may send it; without the attribute every signed-in officer of the office may.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowRolesAttribute(params string[] roles) : Attribute
{
    public IReadOnlyList<string> Roles { get; } = roles;
}

/// <summary>May be sent without signing in: sign-in itself, public verification, public keys.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowAnyoneAttribute : Attribute;
