namespace Gateway.Telemetry.Prometheus;

/// <summary>The numbers of one metric for one set of labels, as they were at one moment.</summary>
/// <param name="Labels">The labels, written.</param>
/// <param name="Value">The value; of a histogram, the sum.</param>
/// <param name="Count">How many measurements a histogram holds.</param>
/// <param name="Bounds">The upper bounds of its buckets, without the last, which has none.</param>
/// <param name="Counts">How many measurements lie in each bucket, one more than bounds.</param>
internal sealed record MetricPoint(string Labels, double Value, long Count, IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts);
