using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>What every officer does in a browser, in the words of the pages.</summary>
internal static class Desk
{
    public static async Task SignInAsync(this IPage page, string username, string office = "3315")
    {
        await page.GotoAsync("/masuk");
        await page.SelectOptionAsync("select[name=office]", office);
        await page.FillAsync("input[name=username]", username);
        await page.FillAsync("input[name=password]", RunningOffice.Password);
        await page.ClickAsync("main button:has-text('Masuk')");
        await Assertions.Expect(page.Locator(".who-name")).ToBeVisibleAsync();
    }

    public static async Task SignOutAsync(this IPage page)
    {
        await page.ClickAsync("button:has-text('Keluar')");
        await Assertions.Expect(page.Locator("select[name=office]")).ToBeVisibleAsync();
    }

    /// <summary>A new request under the SOP of Grobogan, also where others have been published beside it.</summary>
    public static async Task BeginRequestAsync(this IPage page)
    {
        await page.GotoAsync("/usulan/baru");
        var choice = page.Locator("select[name$='workflow']");
        if (await choice.CountAsync() > 0)
        {
            await choice.SelectOptionAsync("distribusi-alokon-grobogan");
        }
    }

    /// <summary>From the inbox to the task of this case, taken.</summary>
    public static async Task TakeAsync(this IPage page, string number)
    {
        await page.GotoAsync("/");
        await page.Locator("main a", new PageLocatorOptions { HasTextString = number }).First.ClickAsync();
        await page.ClickAsync("button:has-text('Ambil tugas')");
        await Assertions.Expect(page.Locator("#putuskan")).ToBeVisibleAsync();
    }

    public static async Task DecideAsync(this IPage page, string? outcome = null)
    {
        if (outcome is not null)
        {
            await page.CheckAsync($"input[name=outcome][value={outcome}]");
        }

        await page.ClickAsync("#putuskan .act-bar button");
    }

    /// <summary>A facility asks for goods.</summary>
    /// <returns>The number of the case.</returns>
    public static async Task<string> AskAsync(this IPage page)
    {
        await page.SignInAsync("faskes");
        await page.BeginRequestAsync();
        var row = page.Locator("tr", new PageLocatorOptions { HasTextString = "Suntik 3 bulan" });
        await row.Locator("input[name$='.requested']").FillAsync("480");
        await row.Locator("input[name$='.averageMonthlyConsumption']").FillAsync("155");
        await row.Locator("input[name$='.stockOnHand']").FillAsync("140");
        await page.CheckAsync("input[name=papers] >> nth=0");
        await page.ClickAsync("button:has-text('Ajukan usulan')");
        await page.WaitForURLAsync("**/berkas/**");
        var title = await page.InnerTextAsync("h1");
        await page.SignOutAsync();
        return title.Split(' ').First(word => word.StartsWith("AMR-", StringComparison.Ordinal));
    }

    /// <summary>An officer comes, takes the task of this case, decides and goes.</summary>
    public static async Task StepAsync(this IPage page, string officer, string number, Func<IPage, Task> decide)
    {
        await page.SignInAsync(officer);
        await page.TakeAsync(number);
        await decide(page);
        await Assertions.Expect(page.Locator("text=Tersimpan").First).ToBeVisibleAsync();
        await page.SignOutAsync();
    }

    /// <summary>
    /// The pack behind this link, whose papers may still be printed: the server waits a minute for them and then says that it is not ready
    /// yet, which on a crowded machine is asked once more.
    /// </summary>
    public static async Task<byte[]> DownloadPackAsync(this IPage page)
    {
        var link = page.Locator("a[href$='/pack']").First;
        var path = (await link.GetAttributeAsync("href"))!; // it was found by it
        using var hang = new CancellationTokenSource(RunningOffice.Hang);
        while ((await page.APIRequest.GetAsync(path, new APIRequestContextOptions { Timeout = RunningOffice.Hang })).Status == 503)
        {
            hang.Token.ThrowIfCancellationRequested();
        }

        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>A picture for people, and no serious fault that a machine can find.</summary>
    public static async Task LookAsync(this IPage page, string name)
    {
        await page.WaitForLoadStateAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RunningOffice.Pictures, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
        var faults = (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help} ({v.Nodes.Length})");
        Assert.Empty(faults);
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{name} scrolls sideways at {page.ViewportSize.Width} px");
    }
}
