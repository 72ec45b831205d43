namespace Gateway.Simulators.Areas;

/// <summary>An organisation of the health service.</summary>
public sealed record Organisation(string OdsCode, string Name);
