using System.Net;
using Gateway.Simulators.Areas;
using Gateway.Simulators.Faults;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Simulators;

/// <summary>Starts the five outside systems of an area, each a server of its own.</summary>
public static class SimulatorHost
{
    /// <summary>Returns when all five answer.</summary>
    /// <exception cref="ArgumentException">There is no such area, or there are fewer than 10 people.</exception>
    public static async Task<RunningSimulators> StartAsync(SimulatorOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.People, Cast.Last, nameof(options));
        var population = new Population(Area.Load(options.Area), options.Seed, options.People, options.Time.GetUtcNow());
        var parts = new SimulatorParts(options, population);
        parts.Connect(options.GatewayUri, options.GatewayTokens);
        var (faults, ports) = (parts.Faults, options.Ports);
        var servers = new List<SystemServer>();
        try
        {
            await Start(parts.CaseSystem(), faults.CaseSystem, ports.CaseSystem);
            await Start(parts.Custody(), faults.Custody, ports.Custody);
            await Start(parts.Trust(), faults.Trust, ports.Trust, parts.TrustHttps);
            await Start(parts.Community(), faults.Community, ports.Community);
            await Start(parts.Courts(), faults.Courts, ports.Courts);
        }
        catch
        {
            foreach (var server in servers)
                await server.DisposeAsync();
            parts.Dispose();
            throw;
        }

        return new RunningSimulators(servers, parts, options.Automatic ? new AutomaticStaff(parts.Desk, options.AutomaticPause, options.Time) : null);

        async Task Start(IOutsideSystem system, FaultSwitch ofSystem, int port, HttpsConnectionAdapterOptions? tls = null) =>
            servers.Add(await SystemServer.StartAsync(system, ofSystem, new IPEndPoint(options.Address, port), options.Time, tls, cancellation));
    }
}
