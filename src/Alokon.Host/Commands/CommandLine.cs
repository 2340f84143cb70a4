namespace Alokon.Host.Commands;

/// <summary>The commands of the contract, section 1: name on the left, what runs on the right.</summary>
internal static class CommandLine
{
    private static readonly IReadOnlyDictionary<string, Func<string[], Task<int>>> Commands =
        new Dictionary<string, Func<string[], Task<int>>>
        {
            ["serve"] = ServeCommand.RunAsync,
            ["demo"] = DemoCommand.RunAsync,
            ["verify"] = VerifyCommand.RunAsync,
            ["workflow"] = args => WorkflowCommand.RunAsync(args, Composition.Activities),
            ["sla"] = SlaCommand.RunAsync,
            ["template"] = TemplateTool.RunAsync,
        };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0 && Commands.TryGetValue(args[0], out var command))
        {
            return await command(args[1..]);
        }

        await Console.Error.WriteLineAsync($"alokon: unknown command '{args.FirstOrDefault()}'; known: {string.Join(", ", Commands.Keys.Order())}");
        return 2;
    }
}
