using Gateway.Simulators.Areas;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators;

/// <summary>The five outside systems while they run. Disposing stops them.</summary>
public sealed class RunningSimulators : IAsyncDisposable
{
    private readonly IReadOnlyList<SystemServer> _servers;
    private readonly SimulatorParts _parts;
    private readonly AutomaticStaff? _staff;

    internal RunningSimulators(IReadOnlyList<SystemServer> servers, SimulatorParts parts, AutomaticStaff? staff) => (_servers, _parts, _staff) = (servers, parts, staff);

    public Area Area => _parts.Population.Area;

    public Uri CaseSystem => _servers[0].Address;

    public Uri Custody => _servers[1].Address;

    /// <summary>An https address where TLS was asked for.</summary>
    public Uri Trust => _servers[2].Address;

    public Uri Community => _servers[3].Address;

    public Uri Courts => _servers[4].Address;

    /// <summary>All five with the names that people know them by.</summary>
    public IReadOnlyList<(string Name, Uri Address)> Addresses =>
        [("case system", CaseSystem), ("custody", Custody), ("trust", Trust), ("community", Community), ("courts", Courts)];

    public SimulatorCredentials Credentials => _parts.Credentials;

    /// <summary>Null unless TLS was asked for.</summary>
    public TrustTls? TrustTls => _parts.Tls;

    public SimulatorFaults Faults => _parts.Faults;

    public PopulationFacts Population => new(_parts.Population);

    /// <summary>Tells custody, courts and the community provider where the gateway is and with which tokens to call it.</summary>
    public void ConnectTo(Uri gateway, GatewayTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(tokens);
        _parts.Connect(gateway, tokens);
    }

    public async ValueTask DisposeAsync()
    {
        if (_staff is not null)
            await _staff.DisposeAsync();
        await Task.WhenAll(_servers.Select(s => s.DisposeAsync().AsTask()));
        _parts.Dispose();
    }
}
