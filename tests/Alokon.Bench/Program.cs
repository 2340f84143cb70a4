using Alokon.Bench.Documents;
using Alokon.Bench.Engine;

// ./alokon bench documents [--pages 1,2,4] [--slices 10] [--slice-papers 40] [--papers 2000]
// ./alokon bench [engine|web|nation] [--cases 10000,1000000] [--clients 1,4,16,64] [--seconds 9] [--offices 32] [--data DIR]
var (what, flags) = args is [var first, ..] && !first.StartsWith('-') ? (first, args[1..]) : ("engine", args);
if (what is "web" or "nation")
{
    await Console.Error.WriteLineAsync($"alokon: bench {what} is not there yet; bench engine and bench documents are");
    return 2;
}

if (what is not ("engine" or "documents"))
{
    await Console.Error.WriteLineAsync($"alokon: unknown bench '{what}'; known: engine, documents, web, nation");
    return 2;
}

var engine = what == "engine" ? EngineBenchOptions.Read(flags) : null;
var documents = what == "documents" ? DocumentsBenchOptions.Read(flags) : null;
if (engine is null && documents is null)
{
    await Console.Error.WriteLineAsync(what == "engine" ? EngineBenchOptions.Usage : DocumentsBenchOptions.Usage);
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
    return documents is not null ? await DocumentsBench.RunAsync(documents, stop.Token) : await EngineBench.RunAsync(engine!, stop.Token); // one of the two is there
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("alokon: bench stopped");
    return 130;
}
