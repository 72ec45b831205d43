using Gateway.Commands;

return CommandLine.Run(args);
