using System.Diagnostics;
using System.Text.Json;
using Alokon.Engine.Expressions;
using Alokon.Engine.Expressions.JavaScript;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>The same scripts in Node, which knows ES6 by itself. Node is there wherever Alokon is built.</summary>
public sealed class AgainstNodeTests(ITestOutputHelper output)
{
    // The suite asks the same every day; what is new is looked for with seeds of one's own.
    private const int FirstSeed = 1;

    private const int Scripts = 300;

    private const string Runner = """
        const scripts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        console.log(JSON.stringify(scripts.map(s => { try { return new Function(s)(); } catch (e) { return 'threw ' + e.name; } })));
        """;

    // A script that Node itself ends (a stack, a text without end) may meet a limit here first.
    private const string EndedByNode = "threw RangeError";

    [Fact]
    public async Task Random_scripts_give_what_they_give_in_Node()
    {
        var seed = Environment.GetEnvironmentVariable("ALOKON_SEED") is { } given ? int.Parse(given, null) : FirstSeed;
        output.WriteLine($"ALOKON_SEED={seed}");
        var random = new Random(seed);
        var scripts = Enumerable.Range(0, Scripts).Select(_ => new RandomScript(random).Write() + "return out.join('|');").ToList();
        var expected = await InNode(scripts);
        Assert.True(expected.Count(value => !value.StartsWith("threw", StringComparison.Ordinal)) > Scripts * 9 / 10, "most scripts run to their end");
        var different = scripts.Zip(expected, (script, value) => (script, node: value, here: Here(script))).Where(run => run.node != run.here && run.node != EndedByNode).ToList();
        Assert.True(expected.Count(value => value == EndedByNode) < Scripts / 20, "Node runs nearly all of them");
        Assert.True(different.Count == 0, different.Count == 0 ? "" : Report(seed, different));
    }

    // The shortest shows best what is wrong.
    private static string Report(int seed, List<(string Script, string Node, string Here)> different)
    {
        var (script, node, here) = different.MinBy(run => run.Script.Length);
        return $"ALOKON_SEED={seed}: {different.Count} scripts differ, the shortest:\n{script}\nNode: {node}\nhere: {here}";
    }

    private static string Here(string script)
    {
        try
        {
            return Script.Read(script).Run(new(_ => null, _ => null))?.ToString() ?? "";
        }
        catch (ExpressionFault fault)
        {
            return fault.Message.Contains(": expected ", StringComparison.Ordinal) ? $"limit: {fault.Message}" : $"threw {fault.Message.Split("the script threw ").Last().Split(':')[0]}";
        }
        catch (ScriptRefused refused)
        {
            return refused.Message;
        }
    }

    private static async Task<IReadOnlyList<string>> InNode(List<string> scripts)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", Runner]) { RedirectStandardInput = true, RedirectStandardOutput = true })!; // it starts or throws
        var values = node.StandardOutput.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(scripts));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return JsonSerializer.Deserialize<List<string>>(await values)!; // the runner prints a list
    }
}
