namespace Gateway.Simulators.Areas;

/// <summary>A custody suite.</summary>
public sealed record Suite(string Code, string Name, string Telephone);
