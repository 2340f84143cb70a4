using System.Diagnostics;
using System.Text.Json.Nodes;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>The command as an admin types it: the real program, its exit code and what it prints.</summary>
public sealed class WorkflowCommandTests
{
    [Fact]
    public async Task Run_prints_one_object_with_lines_and_status()
    {
        var (exit, output, _) = await AlokonAsync("run", Path("join-any-1.json"), "--with", Path("hello-world.json"), "--input", """{"a":1}""", "--flowchart", "counter");

        var printed = JsonNode.Parse(output)!;
        Assert.Equal(0, exit);
        Assert.Equal("""["Start","End"]""", printed["lines"]!.ToJsonString());
        Assert.Equal(("Finished", "Finished"), (printed["status"]!.GetValue<string>(), printed["subStatus"]!.GetValue<string>()));
        Assert.Contains("Completed", printed["journal"]!.AsArray().Select(e => e!["event"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Run_puts_the_workflows_given_beside_it_into_it()
    {
        var (exit, output, _) = await AlokonAsync("run", Path("tester.json"), "--with", Path("consumer.json"), "--with", Path("completor.json"));

        Assert.Equal(0, exit);
        Assert.Equal("""["Start","End"]""", JsonNode.Parse(output)!["lines"]!.ToJsonString());
    }

    [Fact]
    public async Task Validate_names_file_line_code_and_activity()
    {
        using var folder = new TemporaryFolder();
        var file = System.IO.Path.Combine(folder.Path, "loop.json");
        await File.WriteAllTextAsync(file, Given.Fixture("implicit-loop.json").Replace("\"JavaScript\"", "\"Liquid\"", StringComparison.Ordinal));

        var (exit, output, error) = await AlokonAsync("validate", Path("join-any-1.json"), file, Path("README.md"), Path("hilang.json"));

        Assert.Equal(1, exit);
        Assert.Contains($"{file}(33): error: unknown-expression: SetVariable1: ", output);
        Assert.Contains($"{Path("README.md")}(1): ", output);
        Assert.Contains($"{Path("hilang.json")}(1): ", output);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Validate_measures_an_SOP_by_the_rules_of_publishing()
    {
        using var folder = new TemporaryFolder();
        var file = System.IO.Path.Combine(folder.Path, "sop.json");
        await File.WriteAllTextAsync(file, Given.Grobogan.Replace("\\\"amount\\\": 30", "\\\"amount\\\": 0", StringComparison.Ordinal));

        var (exit, output, _) = await AlokonAsync("validate", file);

        Assert.Equal(1, exit);
        Assert.Contains("error: broken-standard: teliti: Standar waktu langkah Meneliti amrah alkon", output);
    }

    [Theory]
    [InlineData("run", "hilang.json")]
    [InlineData("run", "workflow1.json", "--input", "[1]")]
    [InlineData("run", "workflow1.json", "--flowchart", "ular")]
    [InlineData("run", "workflow1.json", "--with", "hilang.json")]
    [InlineData("validate")]
    public async Task What_cannot_be_done_is_said_in_one_line(params string[] args)
    {
        var (exit, output, error) = await AlokonAsync([.. args.Select(a => a.Contains('.') ? Path(a) : a)]);

        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Single(error.Trim().Split('\n'));
    }

    private static string Path(string fixture) => System.IO.Path.Combine(Given.Root, "tests/Alokon.Tests/Engine/Fixtures", fixture);

    private static async Task<(int Exit, string Output, string Error)> AlokonAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[System.IO.Path.Combine(AppContext.BaseDirectory, "alokon.dll"), "workflow", .. args])
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
