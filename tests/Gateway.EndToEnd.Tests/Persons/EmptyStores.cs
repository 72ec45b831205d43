using System.Security.Cryptography;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>A gateway on each kind of store, started when it is first asked for: a store alone, or with the outside systems of an area.</summary>
public sealed class EmptyStores : IAsyncLifetime
{
    private readonly string _keys = Directory.CreateTempSubdirectory("gateway-keys").FullName;
    private readonly Stores _stores = new();
    private readonly Dictionary<(string Area, string Store), RunningDemo> _demos = [];

    public Task InitializeAsync() => _stores.InitializeAsync();

    internal async Task<RunningDemo> OnAsync(string area, string store, Func<RunningDemo, Task> fill)
    {
        if (!_demos.TryGetValue((area, store), out var demo))
        {
            var options = await _stores.NewAsync(store);
            var key = Path.Combine(_keys, $"{area}-{store}");
            await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            _demos[(area, store)] = demo = await RunningDemo.StartAsync(o => o with { Area = area, Postgres = options.Postgres, KeyFile = key });
            await fill(demo);
        }

        return demo;
    }

    public async Task DisposeAsync()
    {
        foreach (var demo in _demos.Values)
            await demo.DisposeAsync();
        await _stores.DisposeAsync();
        Directory.Delete(_keys, true);
    }
}
