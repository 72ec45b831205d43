using Gateway.Simulators;
using Gateway.Sources.Credentials;

namespace Gateway.Sources.Tests.Data;

/// <summary>The five outside systems, running, and the sources that speak to them. Each test puts the systems right before it begins.</summary>
public sealed class Outside : IAsyncLifetime
{
    public RunningSimulators Systems { get; private set; } = null!;

    public SourceSet Sources { get; private set; } = null!;

    public PopulationFacts People => Systems.Population;

    public async Task InitializeAsync()
    {
        Systems = await SimulatorHost.StartAsync(new SimulatorOptions { People = 60, Records = TestFolders.Shared is { } shared ? Path.Combine(shared, "gp-connect-stu3") : null });
        Sources = Connect();
    }

    public async Task DisposeAsync()
    {
        Sources.Dispose();
        await Systems.DisposeAsync();
    }

    /// <summary>Sources with breakers, tokens and memory of their own, and nothing wrong with the systems.</summary>
    public SourceSet Connect(Action<SourceOptions>? configure = null)
    {
        Systems.Faults.Clear();
        var options = Options();
        foreach (var source in options)
            configure?.Invoke(source);
        var set = SourceSet.Of(options, Catalogs.Own, TimeProvider.System);
        set.Faults.Should().BeEmpty();
        return set;
    }

    public IReadOnlyList<SourceOptions> Options()
    {
        var c = Systems.Credentials;
        return
        [
            Of("case-system", 1, "R1L", Systems.CaseSystem, new CredentialOptions { Kind = "client-credentials", TokenAddress = "oauth/token", ClientId = c.CaseSystemClientId, Secret = c.CaseSystemSecret }),
            Of("custody", 2, "42", Systems.Custody, new CredentialOptions { Kind = "api-key", Secret = c.CustodyApiKey }),
            Of("trust", 3, "R1L", Systems.Trust, new CredentialOptions { Kind = "client-credentials", TokenAddress = "oauth2/token", ClientId = c.TrustClientId, Secret = c.TrustSecret }),
            Of("community", 4, "ZZ950", Systems.Community, new CredentialOptions { Kind = "api-key", Secret = c.CommunityApiKey }),
            Of("courts", 5, "2575", Systems.Courts, new CredentialOptions()),
        ];
    }

    private static SourceOptions Of(string kind, int number, string organization, Uri address, CredentialOptions credentials) =>
        new() { Name = kind, Kind = kind, Number = number, Organization = organization, Address = address, Credentials = credentials };
}
