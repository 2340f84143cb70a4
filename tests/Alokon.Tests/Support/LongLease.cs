using Alokon.Engine;

namespace Alokon.Tests.Support;

/// <summary>
/// What is claimed stays claimed and what failed rests until the test itself says otherwise: leases run on the real clock, and how long a machine
/// takes over a test is no part of it.
/// </summary>
internal static class LongLease
{
    public static LeaseTerms Terms { get; } = LeaseTerms.Default with { Length = TimeSpan.FromMinutes(10), FirstRest = TimeSpan.FromHours(1) };
}
