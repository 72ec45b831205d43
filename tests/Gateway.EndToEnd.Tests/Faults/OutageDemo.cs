using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>A demo that gives up on a system that hangs after a while, and tries again.</summary>
public sealed class OutageDemo : IAsyncLifetime
{
    internal RunningDemo Demo { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var settings = RunningDemo.Patient();
        settings["Sources:custody:Limits:Timeout"] = "00:00:04";
        settings["Sources:custody:Limits:AttemptTimeout"] = "00:00:02";
        foreach (var source in FaultCase.Systems.Where(s => s != "courts"))
            settings[$"Sources:{source}:Limits:BreakerCalls"] = "100000";
        Demo = await RunningDemo.StartAsync(o => o with { Settings = settings });
    }

    public async Task DisposeAsync() => await Demo.DisposeAsync();
}
