using Alokon.Sop.Workflows.Intake;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows.Intake;

public sealed class SeedTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData("grobogan")]
    [InlineData("tasikmalaya")]
    [InlineData("oku-timur")]
    [InlineData("kota-tangerang")]
    [InlineData("banyuwangi")]
    public void Dump(string seed)
    {
        var text = File.ReadAllText(Path.Combine(Given.Root, "tests/Alokon.Tests/Workflows/Intake/Seeds", seed + ".txt"));
        var reading = SopReader.Read(SopGrid.FromText(text).Value).Value;
        output.WriteLine(System.Text.Json.JsonSerializer.Serialize(reading.Table.Head, new System.Text.Json.JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        output.WriteLine(string.Join("\n", reading.Table.Columns));
        foreach (var row in reading.Table.Rows) output.WriteLine(row.ToString());
        foreach (var q in reading.Questions) output.WriteLine($"? {q.Code} [{q.Row}] {string.Join(" | ", q.Arguments)}");
        output.WriteLine(reading.Service?.ToJsonString() ?? "-");
    }
}
