namespace Alokon.Sop.Archive;

/// <summary>One file of a pack.</summary>
/// <param name="Path">Relative, with forward slashes; see <see cref="PackPaths"/>.</param>
public sealed record PackFile(string Path, ReadOnlyMemory<byte> Bytes);
