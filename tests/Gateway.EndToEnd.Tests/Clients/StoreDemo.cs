using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Clients;

/// <summary>The gateway as a FHIR server on its own, without any outside system.</summary>
public sealed class StoreDemo : IAsyncLifetime
{
    internal RunningDemo Demo { get; private set; } = null!;

    public async Task InitializeAsync() => Demo = await RunningDemo.StartAsync(o => o with { Area = "store", Settings = new Dictionary<string, string?>() });

    public async Task DisposeAsync() => await Demo.DisposeAsync();
}
