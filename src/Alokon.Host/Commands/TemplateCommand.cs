using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Documents;
using Alokon.Templating;

namespace Alokon.Host.Commands;

/// <summary><c>./alokon template render</c>: one template with one model, without an office, a server or a database.</summary>
internal static class TemplateCommand
{
    private const string Usage =
        "usage: alokon template render FILE [--model MODEL.json] [--html|--pdf] [--culture id-ID] [--conformance] [--out FILE]";

    private static readonly string[] WithValue = ["--model", "--culture", "--out"];

    private static readonly string[] Flags = ["--html", "--pdf", "--conformance"];

    /// <param name="printPdf">Prints HTML as PDF; null where there is no browser to do it.</param>
    public static async Task<int> RunAsync(string[] args, Func<string, CancellationToken, Task<byte[]>>? printPdf)
    {
        await using var output = Console.OpenStandardOutput();
        return await RunAsync(args, printPdf, output, Console.Error);
    }

    internal static async Task<int> RunAsync(string[] args, Func<string, CancellationToken, Task<byte[]>>? printPdf, Stream output, TextWriter error)
    {
        try
        {
            var options = Options.Parse(args, WithValue, Flags);
            if (options.Words is not ["render", var file] || (options.Has("--html") && options.Has("--pdf")))
            {
                throw new UsageException(Usage);
            }

            var (bytes, errors) = await RenderAsync(file, options, printPdf, CancellationToken.None);
            if (bytes is null)
            {
                await error.WriteLineAsync(string.Join(Environment.NewLine, errors));
                return 1;
            }

            await WriteAsync(bytes, options.Value("--out"), output, CancellationToken.None);
            return 0;
        }
        catch (UsageException wrong)
        {
            await error.WriteLineAsync($"alokon template: {wrong.Message}");
            return 2;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            await error.WriteLineAsync($"alokon template: {unreadable.Message}");
            return 1;
        }
    }

    private static async Task<(byte[]? Output, IReadOnlyList<TemplateError> Errors)> RenderAsync(
        string file,
        Options options,
        Func<string, CancellationToken, Task<byte[]>>? printPdf,
        CancellationToken ct)
    {
        var text = await File.ReadAllTextAsync(file, ct);
        var model = options.Value("--model") is { } path ? JsonNode.Parse(await File.ReadAllTextAsync(path, ct)) : null;
        var render = RenderOptionsFor(file, options, ct);
        var parsed = Template.Parse(text, file, render.Mode);
        if (parsed.Template is not { } template)
        {
            return (null, parsed.Errors);
        }

        var rendered = template.Render(model, render);
        if (rendered.Text is not { } html)
        {
            return (null, [rendered.Error!]); // there is a text or an error
        }

        return (options.Has("--pdf") ? await PrintAsync(PageOf(file, model, html), printPdf, ct) : Encoding.UTF8.GetBytes(html), []);
    }

    /// <summary>A paper of templates/ is printed as an office prints it, with its style sheets and foot; any other HTML as it is.</summary>
    private static string PageOf(string file, JsonNode? model, string body)
    {
        var own = new FileInfo(file).Directory;
        return Path.GetFileName(file) == "template.sbnhtml" && own?.Parent is { } folder && TemplateFiles.Read(folder.FullName, own.Name) is { } template
            ? DocumentPage.Compose(template, model as JsonObject ?? [], body)
            : body;
    }

    private static Task<byte[]> PrintAsync(string html, Func<string, CancellationToken, Task<byte[]>>? printPdf, CancellationToken ct) =>
        printPdf is null ? throw new UsageException("--pdf needs a browser, and none is installed here") : printPdf(html, ct);

    private static async Task WriteAsync(byte[] bytes, string? path, Stream output, CancellationToken ct)
    {
        if (path is null)
        {
            await output.WriteAsync(bytes, ct);
        }
        else
        {
            await File.WriteAllBytesAsync(path, bytes, ct);
        }
    }

    private static RenderOptions RenderOptionsFor(string file, Options options, CancellationToken ct) => new()
    {
        Mode = options.Has("--conformance") ? RenderMode.Conformance : RenderMode.Office,
        Culture = options.Value("--culture") is { } culture ? CultureInfo.GetCultureInfo(culture) : null,
        Include = name => ReadPart(file, name),
        Functions = DocumentFunctions.All,
        Cancellation = ct,
    };

    /// <summary>Included templates stand beside the template, or beside its folder as the shared parts do (<c>_bersama/kop</c>).</summary>
    private static string? ReadPart(string file, string name)
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(file));
        return new[] { own, Path.GetDirectoryName(own) }
            .OfType<string>()
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, $"{name}.sbnhtml") })
            .Where(File.Exists)
            .Select(File.ReadAllText)
            .FirstOrDefault();
    }
}
