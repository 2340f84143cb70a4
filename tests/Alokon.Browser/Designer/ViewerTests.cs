using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser.Designer;

/// <summary>Who looks: a case in the diagram, an SOP that cannot be changed, and what a second opening costs.</summary>
[Collection(OfficeCollection.Name)]
public sealed class ViewerTests(RunningOffice office) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => office.CloseWindowsAsync();

    [Fact]
    public async Task A_manager_sees_a_case_in_its_diagram_and_can_change_no_SOP()
    {
        using var faskes = await AdminApi.OpenAsync(office, "faskes");
        var started = await faskes.AskAsync("distribusi-alokon-grobogan");
        var page = await office.OpenAsync();
        await page.SignInAsync("manajer");

        await page.GotoAsync($"/berkas/{started["id"]}");
        await page.ClickAsync("a:has-text('lihat di diagram')");
        await page.Node("terima").WaitForAsync();
        await Assertions.Expect(page.Node("mulai")).ToHaveAttributeAsync("data-alokon-state", "done");
        await Assertions.Expect(page.Node("terima")).ToHaveAttributeAsync("data-alokon-state", "now");
        await Assertions.Expect(page.Node("teliti")).Not.ToHaveAttributeAsync("data-alokon-state", "done");
        await Assertions.Expect(page.Locator("elsa-workflow-instance-viewer")).ToContainTextAsync("Menerima usulan");
        await page.PictureAsync("kasus");
        await page.GotoAsync("/desainer/kasus");
        await Assertions.Expect(page.Locator("#studio table")).ToContainTextAsync($"{started["number"]}");
        await Assertions.Expect(page.Locator("#studio td[data-label=SubStatus]").First).ToHaveTextAsync("Menunggu");
        await NothingRefusedIsOfferedAsync(page);
        await page.PictureAsync("daftar-kasus");

        await page.OpenEditorAsync("distribusi-alokon-grobogan", "terima");
        await page.PictureAsync("hanya-lihat");
        await Assertions.Expect(page.Locator(".mud-toolbar button:has(path[d^='M17 3H5c-1.11 0-2'])")).ToHaveCountAsync(0);
    }

    // Cases are stopped with a reason on their page, and their history stays.
    private static async Task NothingRefusedIsOfferedAsync(IPage page)
    {
        var menus = page.Locator("#studio .mud-table-toolbar .mud-menu");
        await Assertions.Expect(menus.First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#studio tr .mud-checkbox").First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#studio td .mud-menu").First).ToBeHiddenAsync();
        await menus.Nth(1).ClickAsync();
        await Assertions.Expect(Item("Muat ulang")).ToBeVisibleAsync();
        await Assertions.Expect(Item("Impor")).ToHaveCountAsync(1);
        await Assertions.Expect(Item("Impor")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Escape");

        ILocator Item(string text) => page.Locator(".mud-menu-item", new PageLocatorOptions { HasTextString = text });
    }

    [Fact]
    public async Task The_second_opening_takes_almost_nothing_over_the_line()
    {
        var page = await office.OpenAsync();
        await page.SignInAsync("auditor");

        var cold = await MeasureAsync(page);
        var warm = await MeasureAsync(page);

        await File.WriteAllTextAsync(Path.Combine(RunningOffice.Pictures, "desainer-dibuka.txt"), $"cold {cold}\nwarm {warm}\n");
        Assert.InRange(cold.Bytes, 1_000_000, 12_000_000);
        Assert.InRange(warm.Bytes, 0, 400_000);
        Assert.True(warm.Requests < 40, $"Expected the browser to keep what it has, but it asked {warm.Requests} times.");
    }

    /// <summary>What comes from the network, not from the browser's own store.</summary>
    private static async Task<Opening> MeasureAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        var kept = new HashSet<string>();
        var bytes = 0L;
        var requests = 0;
        session.Event("Network.requestServedFromCache").OnEvent += (_, e) => kept.Add(e!.Value.GetProperty("requestId").GetString()!); // the protocol names it
        session.Event("Network.responseReceived").OnEvent += (_, e) =>
        {
            var answer = e!.Value.GetProperty("response");
            if (!kept.Contains(e.Value.GetProperty("requestId").GetString()!) && !answer.GetProperty("fromDiskCache").GetBoolean())
            {
                requests++;
            }
        };
        session.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += (long)e!.Value.GetProperty("encodedDataLength").GetDouble();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await page.OpenEditorAsync("distribusi-alokon-grobogan", "terima");
        await session.DetachAsync();
        return new Opening(requests, bytes, clock.Elapsed.TotalSeconds);
    }

    private sealed record Opening(int Requests, long Bytes, double Seconds);
}
