namespace Gateway.Telemetry;

/// <summary>How many deliveries wait for a destination.</summary>
internal sealed record OutboxDepth(string Destination, long Waiting);
