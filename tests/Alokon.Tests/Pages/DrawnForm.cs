using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Host.Pages.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Pages;

/// <summary>A form as the browser gets it, and what the browser would send back.</summary>
internal sealed partial class DrawnForm
{
    private DrawnForm(string html) => Html = html;

    public string Html { get; }

    /// <summary>Fields as they would be sent: as drawn, until a test types over one.</summary>
    public Dictionary<string, string> Fields { get; private init; } = [];

    public static async Task<DrawnForm> OfAsync(FormSheet sheet, params string[] outcomes)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var labels = outcomes.ToDictionary(o => o, o => o);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<FormFields>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { ["Sheet"] = sheet, ["OutcomeLabels"] = labels }))).ToHtmlString());
        return new DrawnForm(html) { Fields = Sent(html) };
    }

    public DrawnForm Type(string path, string value)
    {
        Assert.Contains(FormSheet.Prefix + path, Fields.Keys);
        Fields[FormSheet.Prefix + path] = value;
        return this;
    }

    public FormReading Read(JsonObject schema, string outcome) => FormReading.Of(FormSheet.Typed(schema, Fields), outcome);

    private static Dictionary<string, string> Sent(string html)
    {
        var fields = new Dictionary<string, string>();
        foreach (Match input in Inputs().Matches(html))
        {
            fields[WebUtility.HtmlDecode(input.Groups["name"].Value)] = WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value);
        }

        foreach (Match area in Areas().Matches(html))
        {
            // A browser drops the line break right behind the opening tag.
            fields[WebUtility.HtmlDecode(area.Groups["name"].Value)] = WebUtility.HtmlDecode(area.Groups["text"].Value)[1..];
        }

        foreach (Match select in Selects().Matches(html))
        {
            var options = Options().Matches(select.Value);
            var chosen = options.FirstOrDefault(o => o.Groups["selected"].Success) ?? options[0];
            fields[WebUtility.HtmlDecode(select.Groups["name"].Value)] = WebUtility.HtmlDecode(chosen.Groups["value"].Value);
        }

        return fields;
    }

    [GeneratedRegex("<input [^>]*?name=\"(?<name>[^\"]*)\"[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("<textarea [^>]*?name=\"(?<name>[^\"]*)\"[^>]*>(?<text>[^<]*)</textarea>")]
    private static partial Regex Areas();

    [GeneratedRegex("<select [^>]*?name=\"(?<name>[^\"]*)\"[^>]*>.*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    // An empty value may be drawn without its quotes.
    [GeneratedRegex("<option value(=\"(?<value>[^\"]*)\")?(?<selected> selected)?")]
    private static partial Regex Options();
}
