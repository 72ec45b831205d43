using Gateway.Simulators;

return await SimulatorCommand.RunAsync(args);
