namespace Alokon.Engine;

/// <summary>The one place where identifiers are made: UUIDv7, so that rows of one time lie together in every index.</summary>
public static class Ids
{
    public static Guid New() => Guid.CreateVersion7();
}
