using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>A demo whose trust is given little time and never left alone for its faults.</summary>
public sealed class ProxyFaultDemo : IAsyncLifetime
{
    internal RunningDemo Demo { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var settings = RunningDemo.Patient();
        settings["Sources:trust:Limits:Timeout"] = "00:00:03";
        settings["Sources:trust:Limits:AttemptTimeout"] = "00:00:01";
        settings["Sources:trust:Limits:BreakerCalls"] = "100000";
        settings["Sources:trust:Limits:RetryDelay"] = "00:00:00.001";
        settings["Sources:trust:Limits:LongestPause"] = "00:00:00";
        Demo = await RunningDemo.StartAsync(o => o with { Settings = settings });
    }

    public async Task DisposeAsync() => await Demo.DisposeAsync();

    /// <summary>A read, a search and what the source can do, of the person whom all know.</summary>
    internal async Task<string[]> PathsAsync()
    {
        var search = $"sources/trust/fhir/Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, Demo.People.KnownEverywhere.NhsNumber!)}";
        var id = (await Demo.AskAsync(DemoClients.SourceReader, search)).Found.Of("Patient").Single().ChildText("id");
        return [$"sources/trust/fhir/Patient/{id}", search, "sources/trust/fhir/metadata"];
    }
}
