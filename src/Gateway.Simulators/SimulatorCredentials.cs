namespace Gateway.Simulators;

/// <summary>What each system expects of its callers. They guard made-up records, so they are no secrets.</summary>
public sealed record SimulatorCredentials
{
    public string CaseSystemClientId { get; init; } = "gateway";

    public string CaseSystemSecret { get; init; } = "simulated-case-system-secret";

    public string CustodyApiKey { get; init; } = "simulated-custody-key";

    public string TrustClientId { get; init; } = "gateway";

    public string TrustSecret { get; init; } = "simulated-trust-secret";

    public string CommunityApiKey { get; init; } = "simulated-community-key";
}
