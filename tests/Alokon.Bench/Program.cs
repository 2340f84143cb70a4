using Alokon.Bench.Engine;

// ./alokon bench [engine|documents|web|nation] [--cases 10000,1000000] [--clients 1,4,16,64] [--seconds 9] [--offices 32] [--data DIR]
var (what, flags) = args is [var first, ..] && !first.StartsWith('-') ? (first, args[1..]) : ("engine", args);
if (what is "documents" or "web" or "nation")
{
    await Console.Error.WriteLineAsync($"alokon: bench {what} is not there yet; bench engine is");
    return 2;
}

if (what != "engine")
{
    await Console.Error.WriteLineAsync($"alokon: unknown bench '{what}'; known: engine, documents, web, nation");
    return 2;
}

if (EngineBenchOptions.Read(flags) is not { } options)
{
    await Console.Error.WriteLineAsync(EngineBenchOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    return await EngineBench.RunAsync(options, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("alokon: bench stopped");
    return 130;
}
