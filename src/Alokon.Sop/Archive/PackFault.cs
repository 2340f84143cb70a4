using Alokon.Engine;

namespace Alokon.Sop.Archive;

/// <summary>The first thing of a pack that does not hold.</summary>
/// <remarks>About the events it carries the code of the <see cref="Audit.ChainFault"/>.</remarks>
public sealed record PackFault : Refusal
{
    private PackFault(string reason, string place)
        : base(reason, RefusalKind.Invalid, $"Expected a whole archive pack, but {reason} at {place}")
    {
        Place = place;
        Arguments = [place];
    }

    /// <summary>The file, the line of the events, or the place in the ZIP.</summary>
    public string Place { get; }

    public static PackFault Structure(string place) => new("pack-structure", place);

    public static PackFault Changed(string path) => new("pack-file-changed", path);

    public static PackFault Missing(string path) => new("pack-file-missing", path);

    public static PackFault Added(string path) => new("pack-file-added", path);

    public static PackFault Unreadable(string path) => new("pack-file-unreadable", path);

    public static PackFault UnknownVersion(string version) => new("pack-version-unknown", version);

    public static PackFault Signature() => new("pack-signature", $"{PackPaths.Manifest}, {PackPaths.Signature}");

    public static PackFault OtherKey() => new("pack-key-differs", PackPaths.Key);

    public static PackFault Certificate() => new("pack-certificate", PackPaths.Certificate);

    public static PackFault Event(long line, string reason) => new(reason, $"{PackPaths.Events}:{line}");
}
