namespace Gateway.Telemetry;

/// <summary>How many there are of something, by the name of its source.</summary>
internal sealed record NamedCount(string Name, long Count);
