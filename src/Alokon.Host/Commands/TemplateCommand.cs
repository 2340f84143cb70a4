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
        try
        {
            var options = Options.Parse(args, WithValue, Flags);
            if (options.Words is not ["render", var file] || (options.Has("--html") && options.Has("--pdf")))
            {
                throw new UsageException(Usage);
            }

            return await RenderAsync(file, options, printPdf, CancellationToken.None);
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync($"alokon template: {wrong.Message}");
            return 2;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"alokon template: {unreadable.Message}");
            return 1;
        }
    }

    private static async Task<int> RenderAsync(string file, Options options, Func<string, CancellationToken, Task<byte[]>>? printPdf, CancellationToken ct)
    {
        var text = await File.ReadAllTextAsync(file, ct);
        var model = options.Value("--model") is { } path ? JsonNode.Parse(await File.ReadAllTextAsync(path, ct)) : null;
        var render = RenderOptionsFor(file, options, ct);
        var parsed = Template.Parse(text, file, render.Mode);
        if (parsed.Template is not { } template)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, parsed.Errors));
            return 1;
        }

        var rendered = template.Render(model, render);
        if (rendered.Text is not { } output)
        {
            await Console.Error.WriteLineAsync(rendered.Error!.ToString()); // there is a text or an error
            return 1;
        }

        return await WriteAsync(output, options, printPdf, ct);
    }

    private static async Task<int> WriteAsync(string text, Options options, Func<string, CancellationToken, Task<byte[]>>? printPdf, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (options.Has("--pdf"))
        {
            if (printPdf is null)
            {
                throw new UsageException("--pdf needs a browser, and none is installed here");
            }

            bytes = await printPdf(text, ct);
        }

        if (options.Value("--out") is { } path)
        {
            await File.WriteAllBytesAsync(path, bytes, ct);
            return 0;
        }

        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(bytes, ct);
        return 0;
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
