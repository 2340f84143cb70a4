using Alokon.Faults.Checking;
using Alokon.Faults.Ground;
using Alokon.Faults.Officers;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promise R5: no room left. Officers are told to come back, nothing is half done, and with room again everything goes on by itself.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int Megabytes = 160;

    private readonly Report _report = new(output);

    [SmallDiskFact]
    public async Task R5_A_full_disk_stops_the_officers_and_breaks_nothing()
    {
        var place = Directory.CreateTempSubdirectory("alokon-disk-").FullName;
        await Shell.RunAsync(["mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", place]);
        try
        {
            await FillAndFreeAsync(place);
        }
        finally
        {
            await Shell.RunAsync(["umount", "-l", place]);
            Directory.Delete(place);
        }
    }

    private async Task FillAndFreeAsync(string place)
    {
        await using var installation = await Installation.StartAsync([new Dictionary<string, string>(), new Dictionary<string, string>()], Directory.CreateDirectory(Path.Combine(place, "pg")).FullName);
        using var desk = new Desk(installation);
        var office = new Office(desk, Settings.Seed);
        var working = office.WorkAsync(4);
        for (var round = 0; round < 2; round++)
        {
            await StepsAsync(desk, desk.Accepted + 10, working);
            var ballast = Path.Combine(place, "ballast");
            await FillAsync(ballast);
            var full = desk.Accepted;
            await ToldAsync(desk, desk.Unavailable);
            await Task.Delay(TimeSpan.FromSeconds(2)); // and so it stays for a while
            _report.Tell($"R5: full at {full} steps, {desk.Accepted - full} more were answered from what room was left; 503 until now {desk.Unavailable}");
            File.Delete(ballast);
            await installation.Postgres.EnsureAsync();
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await StepsAsync(desk, desk.Accepted + 10, working);
            _report.Tell($"R5: ten steps again {watch.Elapsed.TotalSeconds:0.0} s after there was room");
        }

        office.Close();
        await working;
        Assert.True(desk.Unavailable > 0, "Expected officers to be told that there is no room.");
        await office.FinishAsync(4);
        await Settle.WaitAsync(installation);
        // No paper was at fault: none is left to an operator, and none had an attempt counted.
        Assert.Equal(0, await installation.AskAsync<long>("SELECT count(*) FROM documents.document WHERE status = 'failed' OR attempts > 0"));
        Assert.Empty(desk.Lies);
        Assert.Empty(await Checker.CheckAsync(installation.Postgres.Admin, desk.History));
    }

    /// <summary>To the last byte.</summary>
    private static async Task FillAsync(string file)
    {
        var block = new byte[1024 * 1024];
        await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = block.Length; size >= 512;)
        {
            try
            {
                await stream.WriteAsync(block.AsMemory(0, size));
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    /// <summary>Until an officer hears that there is no room: on what room was left they may have worked on for a while.</summary>
    private static async Task ToldAsync(Desk desk, int before)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (desk.Unavailable == before)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(15), $"Expected officers to be told that there is no room, at {desk.Accepted} steps.");
            await Task.Delay(20);
        }
    }

    private static async Task StepsAsync(Desk desk, int steps, Task working)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (desk.Accepted < steps && !working.IsCompleted)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(15), $"No step was answered for fifteen minutes, at {desk.Accepted}.");
            await Task.Delay(20);
        }
    }
}
