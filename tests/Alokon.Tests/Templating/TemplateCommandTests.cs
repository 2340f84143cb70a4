using System.Text;
using Alokon.Host.Commands;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Templating;

public sealed class TemplateCommandTests
{
    [Fact]
    public async Task A_template_is_rendered_with_its_model()
    {
        using var folder = new TemporaryFolder();
        var answer = await RunAsync(folder, "<p>{{ nama }} {{ n }}</p>", """{"nama":"A & B","n":1.5}""");

        Assert.Equal((0, "<p>A &amp; B 1,5</p>", ""), answer);
    }

    [Fact]
    public async Task In_conformance_it_is_what_Scriban_makes_of_it()
    {
        using var folder = new TemporaryFolder();
        var answer = await RunAsync(folder, "{{ nama }} {{ n }}{{ tak.ada?.x }}{{ tak_ada }}", """{"nama":"A & B","n":1.5,"tak":{}}""", "--conformance");

        Assert.Equal((0, "A & B 1.5", ""), answer);
    }

    [Fact]
    public async Task An_error_names_file_line_and_column()
    {
        using var folder = new TemporaryFolder();
        var answer = await RunAsync(folder, "a\n{{ if }}", "{}");

        Assert.Equal(1, answer.Code);
        Assert.StartsWith($"{Path.Combine(folder.Path, "surat.html")}(2,7) : error : Error while parsing if statement", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shared_parts_stand_beside_the_folder_of_the_template()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "bersama"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "bersama", "kop.sbnhtml"), "<h1>{{ nama }}</h1>");
        var answer = await RunAsync(folder, "{{ include \"bersama/kop\" }}", """{"nama":"Dinas"}""");

        Assert.Equal((0, "<h1>Dinas</h1>", ""), answer);
    }

    [Fact]
    public async Task The_result_can_go_to_a_file_and_to_the_printer()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "hasil.pdf");
        var answer = await RunAsync(folder, "x", "{}", "--pdf", "--out", target);

        Assert.Equal((0, "", ""), answer);
        Assert.Equal("PDF of x", await File.ReadAllTextAsync(target));
    }

    [Theory]
    [InlineData("--html", "--pdf")]
    [InlineData("--berwarna")]
    [InlineData("--out")]
    public async Task What_it_does_not_understand_it_says(params string[] options)
    {
        using var folder = new TemporaryFolder();
        var answer = await RunAsync(folder, "x", "{}", options);

        Assert.Equal(2, answer.Code);
        Assert.StartsWith("alokon template: ", answer.Error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(TemporaryFolder folder, string template, string model, params string[] options)
    {
        var file = Path.Combine(folder.Path, "surat.html");
        var data = Path.Combine(folder.Path, "model.json");
        await File.WriteAllTextAsync(file, template);
        await File.WriteAllTextAsync(data, model);
        using var output = new MemoryStream();
        await using var error = new StringWriter();
        var code = await TemplateCommand.RunAsync(
            ["render", file, "--model", data, .. options],
            (html, _) => Task.FromResult(Encoding.UTF8.GetBytes($"PDF of {html}")),
            output,
            error);

        return (code, Encoding.UTF8.GetString(output.ToArray()), error.ToString().TrimEnd());
    }
}
