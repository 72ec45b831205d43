namespace Gateway.EndToEnd.Tests.Data;

/// <summary>A demo in health, for the tests of one class.</summary>
public sealed class SharedDemo : IAsyncLifetime
{
    internal RunningDemo Demo { get; private set; } = null!;

    public async Task InitializeAsync() => Demo = await RunningDemo.StartAsync();

    public async Task DisposeAsync() => await Demo.DisposeAsync();
}
