namespace Gateway.Simulators.Areas;

/// <summary>A fictional town with the outward part of its postcodes, which no real place has.</summary>
public sealed record Town(string Name, string Postcode);
