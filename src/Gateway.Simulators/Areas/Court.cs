namespace Gateway.Simulators.Areas;

/// <summary>A court: its location code, and its petty sessional area.</summary>
public sealed record Court(string Code, string PsaCode, string Name);
