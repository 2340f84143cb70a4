namespace Alokon.Tests.Support;

/// <summary>Gone with everything in it when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Short, because a Unix socket's path may have 107 bytes only.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("alokon-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
