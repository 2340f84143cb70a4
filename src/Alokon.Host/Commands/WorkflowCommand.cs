using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Workflows;

namespace Alokon.Host.Commands;

/// <summary><c>workflow validate</c> and <c>workflow run</c>: definitions checked and run without a server or a database.</summary>
internal static class WorkflowCommand
{
    private const string Usage = "alokon workflow validate FILE… | run FILE [--with CHILD.json …] [--input JSON] [--flowchart counter|token]";

    private static readonly JsonSerializerOptions Printed = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> RunAsync(string[] args, ActivityRegistry registry) => args switch
    {
        ["validate", _, ..] => await ValidateAsync(args[1..], registry),
        ["run", var file, ..] => await RunAsync(file, args[2..], registry),
        _ => await FailAsync($"Pemakaian: {Usage}"),
    };

    private static async Task<int> ValidateAsync(string[] files, ActivityRegistry registry)
    {
        var read = await ReadAllAsync(files);
        var errors = files.Length - read.Count;
        foreach (var (file, definition) in read)
        {
            // Files checked together may run each other.
            var whole = DefinitionLinker.Link(definition, (_, reference) => reference.ChooseFrom(read.Select(other => other.Definition)));
            var findings = DefinitionChecks.Check(whole, registry, TemplateFolder.NextTo(file).Contains, held: null);
            foreach (var finding in findings)
            {
                var severity = finding.Severity == Severity.Error ? "error" : "warning";
                await Console.Out.WriteLineAsync($"{file}({finding.Line}): {severity}: {finding.Code}: {finding.ActivityId}: {finding.Message}");
            }

            errors += findings.Count(finding => finding.Severity == Severity.Error);
            if (findings.Count == 0)
            {
                await Console.Out.WriteLineAsync($"{file}: ok");
            }
        }

        return errors == 0 ? 0 : await FailAsync($"{errors} kesalahan ditemukan.");
    }

    /// <summary>What can't be read is named and left out.</summary>
    private static async Task<List<(string File, WorkflowDefinition Definition)>> ReadAllAsync(string[] files)
    {
        var read = new List<(string File, WorkflowDefinition Definition)>();
        foreach (var file in files)
        {
            var one = await ReadAsync(file);
            if (one.IsRefused(out var refusal))
            {
                await Console.Out.WriteLineAsync(refusal.Message);
            }
            else
            {
                read.Add((file, one.Value));
            }
        }

        return read;
    }

    private static async Task<int> RunAsync(string file, string[] args, ActivityRegistry registry)
    {
        var options = RunOptions.Parse(args, out var wrong);
        if (wrong is not null)
        {
            return await FailAsync(wrong);
        }

        var known = new List<WorkflowDefinition>();
        foreach (var name in (string[])[file, .. options.Children])
        {
            var read = await ReadAsync(name);
            if (read.IsRefused(out var unreadable))
            {
                return await FailAsync(unreadable.Message);
            }

            known.Add(read.Value);
        }

        var run = DryRun.Run(known[0], registry, TimeProvider.System.GetUtcNow(), options.Input, options.Flowchart, [.. known.Skip(1)]);
        if (run.IsRefused(out var refusal))
        {
            return await FailAsync($"{file}: {refusal.Code}: {refusal.Message}");
        }

        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(Print(run.Value), Printed));
        return 0;
    }

    private static object Print(DryRunResult run) => new
    {
        lines = run.Lines,
        status = run.State.Status,
        subStatus = run.State.SubStatus,
        output = run.State.Output,
        journal = run.Journal,
        incidents = (run.State.Incidents ?? []).Select(i => new { i.ActivityId, i.ActivityType, i.Code, i.Message }),
    };

    private static async Task<Outcome<WorkflowDefinition>> ReadAsync(string file) => File.Exists(file)
        ? DefinitionReader.Parse(await File.ReadAllTextAsync(file), file)
        : new DefinitionRefusal.Unreadable(file, 1, "$", "berkas tidak ada");

    private static async Task<int> FailAsync(string line)
    {
        await Console.Error.WriteLineAsync(line);
        return 1;
    }

    /// <param name="Children">Definitions that the first may call.</param>
    /// <param name="Flowchart">How flowcharts run, counter or token; none: as the definition says.</param>
    private sealed record RunOptions(IReadOnlyList<string> Children, JsonObject Input, string? Flowchart)
    {
        public static RunOptions Parse(string[] args, out string? wrong)
        {
            var options = new RunOptions([], [], null);
            wrong = null;
            for (var i = 0; i < args.Length && wrong is null; i += 2)
            {
                var value = i + 1 < args.Length ? args[i + 1] : null;
                switch (args[i])
                {
                    case "--with" when value is not null:
                        options = options with { Children = [.. options.Children, value] };
                        break;
                    case "--input" when value is not null && TryReadObject(value) is { } input:
                        options = options with { Input = input };
                        break;
                    case "--flowchart" when value is "counter" or "token":
                        options = options with { Flowchart = value };
                        break;
                    default:
                        wrong = $"Pilihan {args[i]} {value} tidak dikenal atau nilainya salah. Pemakaian: {Usage}";
                        break;
                }
            }

            return options;
        }

        private static JsonObject? TryReadObject(string json)
        {
            try
            {
                return JsonNode.Parse(json) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
