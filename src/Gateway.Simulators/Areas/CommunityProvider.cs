namespace Gateway.Simulators.Areas;

/// <summary>The community provider, with the case system's word and its own code for what it offers.</summary>
public sealed record CommunityProvider(string OdsCode, string Name, string Service, string ServiceCode);
