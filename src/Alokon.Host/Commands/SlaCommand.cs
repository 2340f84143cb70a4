using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Sla;

namespace Alokon.Host.Commands;

/// <summary><c>./alokon sla due --cases FILE</c>: deadlines without an office, a server or a database.</summary>
internal static class SlaCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ["due", "--cases", var file])
        {
            return await RefuseAsync("usage: alokon sla due --cases FILE", 2);
        }

        string json;
        try
        {
            json = await File.ReadAllTextAsync(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return await RefuseAsync($"cannot read {file}: {unreadable.Message}", 1);
        }

        var parsed = DeadlineCase.ParseAll(json, file);
        if (parsed.IsRefused(out var refusal))
        {
            return await RefuseAsync(refusal.Message, 1);
        }

        foreach (var year in parsed.Value.SelectMany(c => c.Calendar.UnconfirmedYears(c.Calendar.ToUtc(c.StartLocal), c.DueAt())).Distinct().Order())
        {
            await Console.Error.WriteLineAsync($"alokon sla: warning: the holidays of {year} are not confirmed; deadlines in it may move");
        }

        var answer = new JsonArray([.. parsed.Value.Select(c => c.ToJson())]);
        Console.WriteLine(answer.ToJsonString(Indented));
        return 0;
    }

    private static async Task<int> RefuseAsync(string line, int code)
    {
        await Console.Error.WriteLineAsync($"alokon sla: {line}");
        return code;
    }
}
