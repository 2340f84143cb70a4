using Alokon.Faults.Checking;
using Alokon.Faults.Ground;
using Alokon.Faults.Officers;
using Xunit;

namespace Alokon.Faults;

/// <summary>One installation for the promises that can share one: two plain nodes, and a third whose clock on the wall can be moved.</summary>
public sealed class CommonGround : IAsyncLifetime
{
    internal const int Faked = 2;
    private static readonly string Library = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).First(File.Exists);

    private readonly string _wall = Path.GetTempFileName();
    private Installation? _installation;
    private Desk? _desk;
    private int _cases;

    internal Installation Installation => _installation ?? throw new InvalidOperationException("Expected a started installation.");

    internal Desk Desk => _desk ?? throw new InvalidOperationException("Expected a started installation.");

    public async Task InitializeAsync()
    {
        await MoveWallClockAsync("+0");
        var faked = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME_TIMESTAMP_FILE"] = _wall,
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0", // else every timed wait on that clock ends at once, and the node burns a processor
            ["NO_FAKE_STAT"] = "1",
            ["TZ"] = "America/New_York",
        };
        var plain = new Dictionary<string, string> { ["PAPER_MILL_DELAY"] = "200" };
        _installation = await Installation.StartAsync([plain, plain, faked]);
        _desk = new Desk(_installation);
    }

    /// <summary>In the form of libfaketime: "+1h", "-1d".</summary>
    internal Task MoveWallClockAsync(string offset) => File.WriteAllTextAsync(_wall, offset + "\n");

    internal async Task<CaseWork> NewCaseAsync(Func<(Crowd Crowd, int Size)>? chooses = null)
    {
        var work = new CaseWork(Desk, new CaseScript(Settings.Seed, 1_000_000 + Interlocked.Increment(ref _cases)), chooses);
        await work.StartAsync();
        return work;
    }

    /// <summary>Everything that any promise of this ground was about: still whole.</summary>
    internal async Task AssertWholeAsync()
    {
        await Settle.WaitAsync(Installation);
        Assert.Empty(Desk.Lies);
        Assert.Empty(await Checker.CheckAsync(Installation.Postgres.Admin, Desk.History));
    }

    public async Task DisposeAsync()
    {
        _desk?.Dispose();
        if (_installation is not null)
        {
            await _installation.DisposeAsync();
        }

        File.Delete(_wall);
    }
}

[CollectionDefinition(Name)]
public sealed class Promises : ICollectionFixture<CommonGround>
{
    public const string Name = "promises";
}
