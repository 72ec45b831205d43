namespace Gateway.Simulators;

/// <summary>The bearer tokens with which the systems that push or read call the gateway.</summary>
public sealed record GatewayTokens
{
    public string? Custody { get; init; }

    public string? Community { get; init; }

    public string? Courts { get; init; }
}
