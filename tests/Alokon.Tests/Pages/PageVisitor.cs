using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alokon.Tests.Contract;
using Xunit;

namespace Alokon.Tests.Pages;

/// <summary>An officer with a browser that knows no script: opens pages, fills in their forms, presses their buttons.</summary>
internal sealed partial class PageVisitor(ContractServer server, string username, int office = ContractServer.Grobogan)
{
    private string _forgery = "";

    public Task<Visited> OpenAsync(string path) => SignedInAsync(path, () => RequestAsync(HttpMethod.Get, path));

    /// <summary>Sends a form as it was drawn, but for what is typed here; a value of null leaves the field out.</summary>
    public async Task<Visited> SendAsync(Visited page, string form, IEnumerable<(string Field, string? Value)> typed, (string Name, byte[] Bytes)? file = null)
    {
        var fields = page.Fields(form).Where(field => !typed.Any(t => t.Field == field.Name)).Concat(typed.Where(t => t.Value is not null).Select(t => (Name: t.Field, Value: t.Value!))).ToList(); // filtered
        return await SignedInAsync(page.Path, async () =>
        {
            var request = await RequestAsync(HttpMethod.Post, page.Path);
            request.Content = file is var (name, bytes) ? Multipart(fields, name, bytes) : new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            return request;
        });
    }

    private async Task<Visited> SignedInAsync(string path, Func<Task<HttpRequestMessage>> ask)
    {
        var seen = await AskAsync(path, ask);
        if (seen is not { Status: 302, Location: { } elsewhere } || !elsewhere.StartsWith("/masuk", StringComparison.Ordinal))
        {
            return seen;
        }

        // The clock that all facts share may have jumped over this session's idle time.
        server.Forget(office, username);
        return await AskAsync(path, ask);
    }

    private async Task<Visited> AskAsync(string path, Func<Task<HttpRequestMessage>> ask)
    {
        using var request = await ask();
        using var response = await server.Http.SendAsync(request);
        return await SeeAsync(path, response);
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", $"alokon={(await server.BearerAsync(office, username)).Parameter}{(_forgery.Length > 0 ? "; " + _forgery : "")}");
        return request;
    }

    private async Task<Visited> SeeAsync(string path, HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.FirstOrDefault(c => c.Contains("Antiforgery", StringComparison.OrdinalIgnoreCase)) is { } forgery)
        {
            _forgery = forgery.Split(';')[0];
        }

        return new Visited(path, (int)response.StatusCode, response.Headers.Location?.ToString(), response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
    }

    private static MultipartFormDataContent Multipart(List<(string Name, string Value)> fields, string name, byte[] bytes)
    {
        var content = new MultipartFormDataContent();
        foreach (var field in fields)
        {
            content.Add(new StringContent(field.Value), field.Name);
        }

        content.Add(new ByteArrayContent(bytes), "file", name);
        return content;
    }
}

internal sealed partial record Visited(string Path, int Status, string? Location, string? MediaType, byte[] Bytes)
{
    public string Html => Encoding.UTF8.GetString(Bytes);

    /// <summary>What is to be read, without markup.</summary>
    public string Text => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Html, " ")), " ");

    public Visited Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status} at {Path}, but got {Status}: {Text[..Math.Min(Text.Length, 1500)]}");
        return this;
    }

    /// <summary>The fields of a form as a browser would send them, its buttons left out.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields(string form)
    {
        var html = Forms().Matches(Html).Select(match => match.Value).Single(text => text.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        var fields = new List<(string, string)>();
        foreach (Match input in Inputs().Matches(html).Where(input => !input.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal) || Checked().IsMatch(input.Value)).Where(input => !input.Value.Contains("type=\"file\"", StringComparison.Ordinal)))
        {
            fields.Add((Decode(input.Groups["name"].Value), Decode(Value().Match(input.Value).Groups[1].Value)));
        }

        fields.AddRange(Areas().Matches(html).Select(area => (Decode(area.Groups["name"].Value), Decode(area.Groups["text"].Value)[1..])));
        foreach (Match select in Selects().Matches(html))
        {
            var options = Options().Matches(select.Value);
            fields.Add((Decode(select.Groups["name"].Value), Decode((options.FirstOrDefault(o => o.Groups["selected"].Success) ?? options[0]).Groups["value"].Value)));
        }

        return fields;
    }

    private static string Decode(string text) => WebUtility.HtmlDecode(text);

    [GeneratedRegex(@"<form\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex(@"<input\b[^>]*\bname=""(?<name>[^""]+)""[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex(@"\bvalue=""([^""]*)""")]
    private static partial Regex Value();

    [GeneratedRegex(@"\bchecked\b")]
    private static partial Regex Checked();

    [GeneratedRegex(@"<textarea\b[^>]*\bname=""(?<name>[^""]+)""[^>]*>(?<text>.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Areas();

    [GeneratedRegex(@"<select\b[^>]*\bname=""(?<name>[^""]+)"".*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex(@"<option\b(?:\s+value=""(?<value>[^""]*)"")?(?<selected>\s+selected)?[^>]*>")]
    private static partial Regex Options();

    [GeneratedRegex(@"<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
