namespace Gateway.Mapping.Language;

/// <summary>How often a source must be there, or the map fails.</summary>
/// <param name="Min">At least.</param>
/// <param name="Max">At most; null for any number.</param>
public sealed record MapCardinality(int Min, int? Max);
