using Alokon.Templating;

namespace Alokon.Tests.Templating.Fuzz;

/// <summary>One template that was thought up, what the naive walk makes of it, and what the language does.</summary>
internal sealed class FuzzCase
{
    private readonly bool _office;
    private readonly string? _expected;
    private readonly (int From, int To)? _wrongAt;
    private readonly bool _open;

    public FuzzCase(int seed)
    {
        var random = new Random(seed);
        _office = random.Next(2) == 0;
        var page = new Grower(random).Page();
        Text = new Printer(random).Print(page);
        var walk = new Walk(_office, FuzzModel.Naive(_office));
        try
        {
            walk.Page(page);
            _expected = walk.Text;
        }
        catch (Wrong)
        {
            _wrongAt = walk.At;
        }
        catch (Open)
        {
            _open = true;
        }
    }

    public string Text { get; }

    /// <summary>Whether the naive walk knew what the template means, to the last letter or to the place of its mistake.</summary>
    public bool IsKnown => !_open;

    /// <returns>What is wrong with the language; null when nothing is.</returns>
    public string? FindFault()
    {
        var parsed = Template.Parse(Text, "surat", Mode);
        if (parsed.Template is not { } template)
        {
            return $"refused: {parsed.Errors[0]}";
        }

        var result = template.Render(FuzzModel.Json(), Options);
        if (result.Error is { } error && Places.Outside(error, Text) is { } outside)
        {
            return outside;
        }

        return AgainstTheWalk(result) ?? (template.Render(FuzzModel.Json(), Options) == result ? null : "a second rendering is different") ?? Changed(result);
    }

    private RenderMode Mode => _office ? RenderMode.Office : RenderMode.Conformance;

    private RenderOptions Options => new() { Mode = Mode, TimeZone = TimeZoneInfo.Utc, Timeout = TimeSpan.FromMinutes(1) };

    private string? AgainstTheWalk(RenderResult result)
    {
        if (_open)
        {
            return null;
        }

        if (_expected != result.Text)
        {
            return $"expected {_expected ?? "an error"}\nbut found {result.Text ?? result.Error!.ToString()}";
        }

        if (_wrongAt is { From: < int.MaxValue } place && result.Error is { } error)
        {
            var offset = Places.Offset(error, Text);
            return offset >= place.From && offset <= place.To ? null : $"expected an error between {place.From} and {place.To}, but found {error} at {offset}";
        }

        return null;
    }

    /// <summary>Changes that must not matter, or must matter in one way only.</summary>
    private string? Changed(RenderResult result)
    {
        var outcome = (result.Text, result.Error?.Message);
        foreach (var around in new[] { "{{ if true }}*{{ end }}", "{{ capture seluruh }}*{{ end }}{{ seluruh }}", "{{ func halaman }}*{{ end }}{{ halaman }}", "{{ for sekali in [1] }}*{{ end }}", "{{ # catatan }}*" })
        {
            if (around.Contains("sekali", StringComparison.Ordinal) && Text.Contains("ret ", StringComparison.Ordinal))
            {
                continue;
            }

            var changed = Render(around.Replace("*", Text, StringComparison.Ordinal));
            if ((changed.Text, changed.Error?.Message) != outcome)
            {
                return $"{around}: {changed.Text ?? changed.Error!.ToString()}\ninstead of {result.Text ?? result.Error!.ToString()}";
            }
        }

        var longer = Render(Text + "ekor");
        if (longer.Text != (result.Text is { } text ? text + "ekor" : null) || longer.Error != result.Error)
        {
            return $"with a tail: {longer.Text ?? longer.Error!.ToString()}";
        }

        var lower = Render("x\n" + Text);
        return result.Error is { } error && lower.Error != error with { Line = error.Line + 1 } ? $"a line lower: {lower.Text ?? lower.Error!.ToString()}" : null;
    }

    private RenderResult Render(string text) => Template.Parse(text, "surat", Mode) switch
    {
        { Template: { } template } => template.Render(FuzzModel.Json(), Options),
        var refused => new RenderResult(null, refused.Errors[0]),
    };
}
