namespace Gateway.Telemetry.Prometheus;

/// <summary>One metric with all its series, as they were at one moment.</summary>
internal sealed record MetricSnapshot(string Name, string Help, MetricKind Kind, IReadOnlyList<MetricPoint> Points);
