using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Journeys;

/// <summary>A demo of each area.</summary>
public sealed class BothAreas : IAsyncLifetime
{
    public static readonly IReadOnlyList<string> Names = ["essex", "avon-and-somerset"];
    private readonly Dictionary<string, RunningDemo> _demos = [];

    internal RunningDemo this[string area] => _demos[area];

    public async Task InitializeAsync()
    {
        foreach (var area in Names)
            _demos[area] = await RunningDemo.StartAsync(o => o with { Area = area, People = 40 });
    }

    public async Task DisposeAsync()
    {
        foreach (var demo in _demos.Values)
            await demo.DisposeAsync();
    }
}
