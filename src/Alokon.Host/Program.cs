return await Alokon.Host.Commands.CommandLine.RunAsync(args);
