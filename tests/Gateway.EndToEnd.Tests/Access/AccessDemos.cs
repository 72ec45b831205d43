using System.Security.Cryptography;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>A demo on each store, started when it is first asked for.</summary>
public sealed class AccessDemos : IAsyncLifetime
{
    private readonly string _keys = Directory.CreateTempSubdirectory("gateway-keys").FullName;
    private readonly Stores _stores = new();
    private readonly Dictionary<string, RunningDemo> _demos = [];

    public Task InitializeAsync() => _stores.InitializeAsync();

    internal async Task<RunningDemo> OnAsync(string store)
    {
        if (!_demos.TryGetValue(store, out var demo))
        {
            var options = await _stores.NewAsync(store);
            var key = Path.Combine(_keys, store);
            await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            _demos[store] = demo = await RunningDemo.StartAsync(o => o with { Postgres = options.Postgres, KeyFile = key });

            // Somebody who is known everywhere and wants nothing told to Full Circle by anybody.
            (await Recorded.PostAsync(demo, Recorded.Consent(demo.People.InCustody.NhsNumber!, "deny", Recorded.FullCircle))).Status.Should().Be(System.Net.HttpStatusCode.Created);

            // Until the feed of the case system was read: from then on what it says of persons and their consents is known.
            var refuser = RunningDemo.Escaped(RunningDemo.Nhs, demo.People.ConsentRefused.NhsNumber!);
            await Patience.UntilAsync(() => demo.SearchAsync($"Patient?identifier={refuser}", DemoClients.CommunityProvider), a => !a.Text.Contains("sources/case-system", StringComparison.Ordinal));
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
