using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser.Designer;

/// <summary>What an admin does in Elsa Studio. It needs some ten seconds to begin, and has no names for its buttons: they are known by their drawing.</summary>
internal static class Studio
{
    private const string SaveIcon = "M17 3H5c-1.11 0-2";
    private const string PublishIcon = "M19.35 10.04C18.67 6.59";

    public static async Task OpenListAsync(this IPage page)
    {
        await page.GotoAsync("/desainer");
        await page.Locator("#studio table").First.WaitForAsync();
    }

    public static async Task OpenEditorAsync(this IPage page, string definitionId, string node)
    {
        await page.GotoAsync($"/desainer/{definitionId}");
        await page.Node(node).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    public static ILocator Node(this IPage page, string id) => page.Locator($"[id='activity-{id}']");

    /// <summary>From the toolbox onto the canvas.</summary>
    /// <returns>The id that Studio gave it.</returns>
    public static async Task<string> DragAsync(this IPage page, string category, string activity, int x, int y)
    {
        var before = await IdsAsync(page);
        var item = page.Locator("[draggable=true]", new PageLocatorOptions { HasTextString = activity }).First;
        if (!await item.IsVisibleAsync())
        {
            await page.Locator(".mud-expand-panel-header", new PageLocatorOptions { HasTextString = category }).First.ClickAsync();
        }

        await item.DragToAsync(page.Locator(".x6-graph").First, new LocatorDragToOptions { TargetPosition = new TargetPosition { X = x, Y = y } });
        await Assertions.Expect(page.Locator(".x6-node")).ToHaveCountAsync(before.Count + 1);
        return (await IdsAsync(page)).Except(before).Single();
    }

    /// <summary>Draws an arrow with the mouse, from a port to the way in of another activity.</summary>
    public static async Task ConnectAsync(this IPage page, string from, string port, string to)
    {
        var arrows = page.Locator(".x6-edge");
        var before = await arrows.CountAsync();
        // What is chosen lies under a frame of its own, which would be dragged instead of the port.
        await page.Locator(".x6-graph").First.ClickAsync(new LocatorClickOptions { Position = new Position { X = 30, Y = 30 } });
        await Assertions.Expect(page.Locator(".x6-widget-selection-box")).ToHaveCountAsync(0);
        for (var attempt = 1; ; attempt++)
        {
            await DrawAsync(page, await BesideAsync(page.PortOf(from, port)), await BesideAsync(page.PortOf(to, "In")));
            try
            {
                await Assertions.Expect(arrows).ToHaveCountAsync(before + 1, new LocatorAssertionsToHaveCountOptions { Timeout = attempt * 5_000 });
                return;
            }
            catch (PlaywrightException) when (attempt < 10)
            {
                // Missed the port, or not drawn yet: what came late counts, and must not be drawn twice.
                await page.Keyboard.PressAsync("Escape");
                await page.SettledAsync();
                if (await arrows.CountAsync() > before)
                {
                    return;
                }
            }
        }
    }

    /// <summary>The page has done all that the mouse and the keyboard have asked of it so far.</summary>
    private static Task SettledAsync(this IPage page) => page.EvaluateAsync("() => new Promise(done => requestIdleCallback(done))");

    /// <summary>Moves an activity, which is a change that Studio saves by itself.</summary>
    public static async Task MoveAsync(this IPage page, string node, int dx, int dy)
    {
        var (x, y) = await MiddleAsync(page.Node(node).Locator(".activity-icon"));
        await DrawAsync(page, (x, y), (x + dx, y + dy));
    }

    /// <summary>Does something that Studio saves by itself, and waits for the answer.</summary>
    public static Task<IResponse> SavedByAsync(this IPage page, Func<Task> change) => page.AnsweredAsync(change, publishes: false);

    public static Task<IResponse> SaveAsync(this IPage page) => page.SavedByAsync(() => page.ClickIconAsync(SaveIcon));

    public static Task<IResponse> PublishAsync(this IPage page) => page.AnsweredAsync(() => page.ClickIconAsync(PublishIcon), publishes: true);

    /// <summary>What Studio tells in the corner.</summary>
    public static ILocator Told(this IPage page, string sentence) => page.Locator(".mud-snackbar", new PageLocatorOptions { HasTextString = sentence }).First;

    /// <summary>A picture for people, and nothing that the page's policy refused.</summary>
    public static async Task PictureAsync(this IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RunningOffice.Pictures, $"desainer-{name}-{page.ViewportSize!.Width}.png") }); // every page has a size

    public static void WatchPolicy(this IPage page, List<string> refused) => page.Console += (_, message) =>
    {
        if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
        {
            refused.Add(message.Text);
        }
    };

    /// <summary>Saving and publishing are one call; the answer to what Studio has just saved by itself is no answer to the button that publishes.</summary>
    private static Task<IResponse> AnsweredAsync(this IPage page, Func<Task> change, bool publishes) => page.RunAndWaitForResponseAsync(
        change,
        answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal)
            && (answer.Request.PostData?.Contains("\"publish\":true", StringComparison.Ordinal) ?? false) == publishes);

    private static ILocator PortOf(this IPage page, string node, string port) => page.Locator($"g[data-cell-id='{node}'] g.x6-port-body[port='{port}'] circle").First;

    /// <summary>Still inside the port, and not on the arrow that may leave it already: grabbed there, the arrow would be bent.</summary>
    private static async Task<(float X, float Y)> BesideAsync(ILocator port)
    {
        var (x, y) = await MiddleAsync(port);
        return (x, y + 9);
    }

    private static async Task DrawAsync(IPage page, (float X, float Y) from, (float X, float Y) to)
    {
        await page.Mouse.MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((from.X + to.X) / 2, (from.Y + to.Y) / 2, new MouseMoveOptions { Steps = 8 });
        await page.Mouse.MoveAsync(to.X, to.Y, new MouseMoveOptions { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    private static Task ClickIconAsync(this IPage page, string path) =>
        page.Locator($".mud-toolbar button:has(path[d^='{path}']):not([type=file])").Last.ClickAsync();

    private static async Task<IReadOnlyList<string>> IdsAsync(IPage page) =>
        [.. (await page.Locator(".x6-node").EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.dataset.cellId)"))];

    private static async Task<(float X, float Y)> MiddleAsync(ILocator element)
    {
        await element.WaitForAsync();
        var box = await element.BoundingBoxAsync();
        Assert.NotNull(box);
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
