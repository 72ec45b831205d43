using System.Net;

namespace Gateway.Simulators;

/// <summary>How the outside systems are started.</summary>
public sealed record SimulatorOptions
{
    public string Area { get; init; } = "essex";

    /// <summary>The same seed gives the same people and the same activity, as seen from the same day.</summary>
    public int Seed { get; init; } = 20261122;

    /// <summary>At least 10: the first of them have parts in the tests.</summary>
    public int People { get; init; } = 400;

    public SimulatorPorts Ports { get; init; } = new();

    /// <summary>Where they listen: this machine alone, or for a demo of several machines all addresses.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>A folder of structured records that the trust serves beside its own.</summary>
    public string? Records { get; init; }

    /// <summary>Where to push to and read from; can also be told later.</summary>
    public Uri? GatewayUri { get; init; }

    public GatewayTokens GatewayTokens { get; init; } = new();

    /// <summary>Health requests are accepted, attended and completed without anybody's doing.</summary>
    public bool Automatic { get; init; }

    /// <summary>Between two steps that happen by themselves.</summary>
    public TimeSpan AutomaticPause { get; init; } = TimeSpan.FromSeconds(4);

    public TimeSpan TokenLife { get; init; } = TimeSpan.FromSeconds(300);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes request ids.</summary>
    public Func<Guid> NewId { get; init; } = Guid.NewGuid;

    /// <summary>The trust answers over TLS alone, to callers with the client certificate that <see cref="RunningSimulators.TrustTls"/> has.</summary>
    public bool UseTls { get; init; }
}
