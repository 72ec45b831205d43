namespace Gateway.Simulators.Areas;

/// <summary>A police force.</summary>
public sealed record Force(string Code, string Name);
