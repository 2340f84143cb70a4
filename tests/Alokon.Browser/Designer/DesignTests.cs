using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser.Designer;

/// <summary>An admin changes an SOP in the real Elsa Studio. It starts slowly, so each journey tells many facts.</summary>
[Collection(OfficeCollection.Name)]
public sealed class DesignTests(RunningOffice office) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => office.CloseWindowsAsync();

    [Fact]
    public async Task An_admin_draws_a_step_publishes_it_and_goes_back_while_cases_run()
    {
        const string Sop = "uji-gambar";
        using var admin = await NewSopAsync(Sop);
        using var faskes = await AdminApi.OpenAsync(office, "faskes");
        var first = await faskes.AskAsync(Sop);
        var refused = new List<string>();
        var page = await OpenAsync(refused);

        await page.OpenListAsync();
        await Assertions.Expect(page.Locator("#studio table")).ToContainTextAsync($"Alur kecil {Sop}");
        await page.PictureAsync("daftar");
        await page.OpenEditorAsync(Sop, "terima");
        await page.PictureAsync("editor");

        var step = await page.DragAsync("Barang", "Kirim alokon", 420, 330);
        await page.ConnectAsync("mulai", "Done", step);
        await page.ConnectAsync(step, "terkirim", "akhir");
        await page.Node(step).ClickAsync();
        await SetStepAsync(page, "Mengirim sambil menunggu");
        await page.PictureAsync("langkah-baru");
        await page.SaveAsync();
        Assert.Equal((2, false), await VersionAsync(admin, Sop));
        Assert.Equal(1, await admin.PublishedVersionAsync(Sop));

        Assert.True((await page.PublishAsync()).Ok);
        Assert.Equal(2, await admin.PublishedVersionAsync(Sop));
        await page.PictureAsync("terbit");
        var second = await faskes.AskAsync(Sop);
        Assert.Equal((1, 2), (await RunsOnAsync(admin, first), await RunsOnAsync(admin, second)));
        Assert.Equal(["plkb"], await AskedAsync(admin, first));
        Assert.Equal(["gudang", "plkb"], await AskedAsync(admin, second));

        await RollBackAsync(page);
        Assert.Equal((3, false), await VersionAsync(admin, Sop));
        Assert.DoesNotContain((await admin.LatestAsync(Sop))["root"]!["activities"]!.AsArray(), node => node!["id"]!.ToString() == step);
        Assert.Equal(2, await admin.PublishedVersionAsync(Sop));
        Assert.Empty(refused);
    }

    [Fact]
    public async Task What_cannot_run_what_is_stale_and_a_session_that_ended_are_told_and_no_edit_is_lost()
    {
        const string Sop = "uji-tolak";
        using var admin = await NewSopAsync(Sop);
        var page = await OpenAsync([]);
        await page.OpenEditorAsync(Sop, "terima");

        await page.SavedByAsync(() => page.DragAsync("Barang", "Kirim alokon", 420, 330));
        Assert.Equal(400, (await page.PublishAsync()).Status);
        await Assertions.Expect(page.Told("Kirim alokon")).ToBeVisibleAsync();
        await page.PictureAsync("belum-dapat-diterbitkan");
        Assert.Equal(1, await admin.PublishedVersionAsync(Sop));

        // The session ends while somebody draws: the change waits on the screen, and is saved after the sign-in.
        await EndSessionAsync(page);
        await page.MoveAsync("akhir", 0, 60);
        await page.Locator("#masuk-lagi[open]").WaitForAsync();
        await page.PictureAsync("masuk-lagi");
        await page.FillAsync("#masuk-lagi-sandi", "salah");
        await page.ClickAsync("#masuk-lagi button");
        await Assertions.Expect(page.Locator("#masuk-lagi .err")).ToContainTextAsync("salah");
        await page.FillAsync("#masuk-lagi-sandi", RunningOffice.Password);
        var saved = await page.SavedByAsync(() => page.ClickAsync("#masuk-lagi button"));
        Assert.True(saved.Ok);
        await Assertions.Expect(page.Locator("#masuk-lagi[open]")).ToHaveCountAsync(0);
        Assert.NotEqual(60, PlaceOf(await admin.LatestAsync(Sop), "akhir"));

        // Somebody else saves; what is on this screen is older now.
        await admin.SaveAsync(Sop, model => model["description"] = "Diubah admin lain");
        Assert.Equal(400, (await page.SavedByAsync(() => page.MoveAsync("akhir", 0, 40))).Status);
        await Assertions.Expect(page.Told("sudah diubah oleh")).ToBeVisibleAsync();
        await page.PictureAsync("sudah-diubah");
        Assert.Equal("Diubah admin lain", (await admin.LatestAsync(Sop))["description"]!.ToString());
    }

    [Fact]
    public async Task The_SOP_of_Grobogan_saved_by_Studio_as_it_is_stays_the_version_it_was()
    {
        using var admin = await AdminApi.OpenAsync(office);
        var before = await VersionAsync(admin, "distribusi-alokon-grobogan");
        var page = await OpenAsync([]);
        await page.OpenEditorAsync("distribusi-alokon-grobogan", "terima");
        await page.Node("arsip").DispatchEventAsync("click");

        var answer = await page.SaveAsync();

        Assert.True(answer.Ok);
        Assert.Equal(before, await VersionAsync(admin, "distribusi-alokon-grobogan"));
    }

    private async Task<IPage> OpenAsync(List<string> refused)
    {
        var page = await office.OpenAsync(1440);
        await page.SetViewportSizeAsync(1440, 900);
        page.WatchPolicy(refused);
        await page.SignInAsync("admin");
        return page;
    }

    private async Task<AdminApi> NewSopAsync(string id)
    {
        var admin = await AdminApi.OpenAsync(office);
        await admin.PostAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = SmallSop.Of(id), ["publish"] = true });
        return admin;
    }

    private static async Task SetStepAsync(IPage page, string label)
    {
        var name = page.Locator(".mud-input-control", new PageLocatorOptions { HasTextString = "Nama langkah" }).Locator("input").First;
        await name.FillAsync(label);
        await name.PressAsync("Tab");
        await ChooseAsync(page, "Pelaksana", "Pengelola Gudang");
        await ChooseAsync(page, "Standar waktu", "hari kerja");
        await page.Locator(".mud-input-control", new PageLocatorOptions { HasTextString = "Jumlah" }).Locator("input").First.FillAsync("2");
        await page.Keyboard.PressAsync("Tab");
    }

    private static async Task ChooseAsync(IPage page, string field, string choice)
    {
        await page.Locator(".mud-select-extended", new PageLocatorOptions { HasTextString = field }).First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText(choice).First.ClickAsync();
        await Assertions.Expect(page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
    }

    private static async Task RollBackAsync(IPage page)
    {
        await page.Locator(".mud-tab", new PageLocatorOptions { HasTextRegex = new("Version history|Riwayat versi", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).First.ClickAsync();
        var row = page.Locator("#studio tr", new PageLocatorOptions { Has = page.Locator("td", new PageLocatorOptions { HasTextRegex = new("^1$") }) }).First;
        await row.Locator("button").Last.ClickAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.Locator(".mud-popover-open .mud-menu-item, .mud-popover-open .mud-list-item", new PageLocatorOptions { HasTextRegex = new("Rollback|Kembali", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).First.ClickAsync(),
            answer => answer.Url.Contains("/revert/1", StringComparison.Ordinal));
        await page.PictureAsync("riwayat-versi");
    }

    /// <summary>Signed out elsewhere: the cookie is there, and means nothing any more.</summary>
    private static async Task EndSessionAsync(IPage page)
    {
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await other.SignOutAsync();
        await other.CloseAsync();
    }

    private static async Task<(int Version, bool IsPublished)> VersionAsync(AdminApi admin, string id)
    {
        var latest = await admin.LatestAsync(id);
        return (latest["version"]!.GetValue<int>(), latest["isPublished"]!.GetValue<bool>());
    }

    private static double PlaceOf(JsonObject definition, string id) =>
        definition["root"]!["activities"]!.AsArray().Single(node => node!["id"]!.ToString() == id)!["metadata"]!["designer"]!["position"]!["y"]!.GetValue<double>();

    private static async Task<int> RunsOnAsync(AdminApi admin, JsonObject started) =>
        (await admin.GetAsync($"/elsa/api/workflow-instances/{started["id"]}"))["version"]!.GetValue<int>();

    private static async Task<string[]> AskedAsync(AdminApi admin, JsonObject started) =>
        [.. (await admin.GetAsync($"/api/v1/cases/{started["id"]}"))["tasks"]!.AsArray().Select(task => task!["role"]!.ToString()).Order()];
}
