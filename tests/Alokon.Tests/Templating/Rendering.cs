using System.Text.Json.Nodes;
using Alokon.Templating;

namespace Alokon.Tests.Templating;

/// <summary>Short ways to render, so that a test shows only what it is about.</summary>
internal static class Rendering
{
    public static string Office(string text, string model = "{}", Func<string, string?>? include = null) =>
        Outcome(text, "surat", model, new RenderOptions { Include = include });

    public static string Scriban(string text, string file = "text", string model = "{}", Func<string, string?>? include = null) =>
        Outcome(text, file, model, new RenderOptions { Mode = RenderMode.Conformance, TimeZone = TimeZoneInfo.Utc, Include = include });

    /// <summary>The text, or the errors as the command line prints them.</summary>
    public static string Outcome(string text, string file, string model, RenderOptions options)
    {
        var parsed = Template.Parse(text, file, options.Mode);
        if (parsed.Template is not { } template)
        {
            return string.Join('\n', parsed.Errors);
        }

        // How long a machine takes is no part of a test that does not speak of it.
        var rendered = template.Render(JsonNode.Parse(model), options.Timeout is null ? options with { Timeout = TimeSpan.FromMinutes(10) } : options);
        return rendered.Text ?? rendered.Error!.ToString(); // there is a text or an error
    }
}
