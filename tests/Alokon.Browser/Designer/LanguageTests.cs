using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser.Designer;

/// <summary>Elsa Studio speaks Indonesian here, and leaves alone what people wrote, even where it says the same as one of its labels.</summary>
[Collection(OfficeCollection.Name)]
public sealed class LanguageTests(RunningOffice office) : IAsyncLifetime
{
    private const string PublishIcon = "M19.35 10.04C18.67 6.59";

    // What stands as a text of its own outside of what people write, and is still English although there is a word for it.
    private const string Untranslated = """
        () => {
          const words = window.alokonStudioWords.exact;
          const texts = document.createTreeWalker(document.getElementById("studio"), NodeFilter.SHOW_TEXT);
          const left = [];
          while (texts.nextNode()) {
            const { nodeValue, parentElement } = texts.currentNode;
            const text = nodeValue.trim();
            if (Object.hasOwn(words, text) && words[text] !== text && !parentElement.closest("[data-cell-id],.monaco-editor,.mud-chip,td,style,script")) left.push(text);
          }
          return left;
        }
        """;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => office.CloseWindowsAsync();

    [Fact]
    public async Task Labels_are_Indonesian_and_a_step_that_is_called_like_one_keeps_its_name()
    {
        const string Sop = "uji-bahasa";
        using var admin = await AdminApi.OpenAsync(office);
        var model = SmallSop.Of(Sop);
        var step = model["root"]!["activities"]!.AsArray().Single(node => node!["id"]!.ToString() == "terima")!;
        step["metadata"]!["displayText"] = "Publish";
        step["label"]!["expression"]!["value"] = "Publish";
        step["outcomes"] = Json("""[{"key":"lengkap","label":"Save"},{"key":"kembalikan","label":"Delete"}]""");
        step["kelengkapan"] = Json("""["Import"]""");
        await admin.PostAsync("/elsa/api/workflow-definitions/import", model);
        var page = await office.OpenAsync(1600);
        await page.SignInAsync("admin");

        await page.GotoAsync("/desainer");
        await Assertions.Expect(page.Locator("#studio table")).ToContainTextAsync("Versi berlaku");
        Assert.Empty(await page.EvaluateAsync<string[]>(Untranslated));

        await page.GotoAsync($"/desainer/{Sop}");
        var node = page.Locator("[id='activity-terima']");
        await node.WaitForAsync();
        await node.ClickAsync();
        await Assertions.Expect(page.Locator("#studio")).ToContainTextAsync("Nama langkah");
        foreach (var label in new[] { "Kegiatan", "Simpan otomatis", "Isian", "Keluaran", "Umum", "Sifat alur", "Variabel", "Tentang alur", "Pengaturan", "Cara memulai", "Kode alur", "Hanya baca" })
        {
            await Assertions.Expect(page.Locator("#studio").GetByText(label, new LocatorGetByTextOptions { Exact = true }).First).ToBeAttachedAsync();
        }

        await Assertions.Expect(page.Locator("#studio input[placeholder='Cari']").First).ToBeAttachedAsync();
        await Assertions.Expect(node.Locator(".activity-label")).ToHaveTextAsync("Publish");
        await Assertions.Expect(node.Locator(".activity-icon path").First).ToHaveAttributeAsync("d", new Regex("^M4 6a2"));
        await Assertions.Expect(page.Locator(".mud-input-control", new PageLocatorOptions { HasTextString = "Nama langkah" }).Locator("input").First).ToHaveValueAsync("Publish");
        await Assertions.Expect(page.Locator("#studio .mud-checkbox", new PageLocatorOptions { HasTextRegex = new(@"^\s*Import\s*$") }).First).ToBeAttachedAsync();
        Assert.DoesNotContain("Terbitkan", await page.Locator("g[data-cell-id='terima']").TextContentAsync());
        Assert.Empty((await page.EvaluateAsync<string[]>(Untranslated)).Except(["Import"]));
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RunningOffice.Pictures, "desainer-bahasa-1600.png") });
    }

    [Fact]
    public async Task Warnings_are_asked_before_they_are_published_and_the_standard_is_read_back_as_it_is_saved()
    {
        const string Sop = "uji-peringatan";
        using var admin = await AdminApi.OpenAsync(office);
        var model = SmallSop.Of(Sop);
        model["root"]!["activities"]!.AsArray().Single(node => node!["id"]!.ToString() == "terima")!["differentFrom"] = Json("""["hilang"]""");
        await admin.PostAsync("/elsa/api/workflow-definitions/import", model);
        var page = await office.OpenAsync(1600);
        await page.SignInAsync("admin");
        await page.GotoAsync($"/desainer/{Sop}");
        var node = page.Locator("[id='activity-terima']");
        await node.WaitForAsync();
        await node.ClickAsync();
        await Field(page, "Jumlah").FillAsync("45");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Field(page, "Tertulis di SOP")).ToHaveValueAsync("45 hari kerja");

        await page.Locator($".mud-toolbar button:has(path[d^='{PublishIcon}'])").Last.ClickAsync();
        var asked = page.Locator("#terbitkan-juga[open]");
        await Assertions.Expect(asked).ToContainTextAsync("Menerima usulan");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RunningOffice.Pictures, "desainer-peringatan-1600.png") });
        await asked.GetByText("Perbaiki dahulu").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar", new PageLocatorOptions { HasTextString = "hilang" }).First).ToBeVisibleAsync();
        Assert.Null(await admin.PublishedVersionAsync(Sop));

        await page.Locator($".mud-toolbar button:has(path[d^='{PublishIcon}'])").Last.ClickAsync();
        await asked.GetByText("Ya, terbitkan").ClickAsync();
        await Assertions.Expect(page.Locator("#studio tr", new PageLocatorOptions { HasTextString = "Status" })).ToContainTextAsync("Berlaku");
        Assert.Equal(1, await admin.PublishedVersionAsync(Sop));
        Assert.Contains("\"amount\":45", (await admin.LatestAsync(Sop))["root"]!.ToJsonString().Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal));
    }

    private static ILocator Field(IPage page, string label) => page.Locator(".mud-input-control:has(label)", new PageLocatorOptions { Has = page.GetByText(label, new PageGetByTextOptions { Exact = true }) }).Locator("input").First;

    private static JsonObject Json(string value) => new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = value } };
}
