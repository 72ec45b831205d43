namespace Gateway.Telemetry.Prometheus;

/// <summary>The numbers of one metric for one set of labels. Safe for many threads.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _value;
    private long _count;

    /// <summary>Adds to a counter, or a measurement to a histogram.</summary>
    public void Add(double value, MetricKind kind)
    {
        lock (_lock)
        {
            _value += value;
            if (kind != MetricKind.Histogram)
                return;
            _count++;
            var bucket = Array.BinarySearch(bounds, value);
            _counts[bucket < 0 ? ~bucket : bucket]++;
        }
    }

    public void Set(double value)
    {
        lock (_lock)
            _value = value;
    }

    public MetricPoint Read(string labels)
    {
        lock (_lock)
            return new MetricPoint(labels, _value, _count, bounds, [.. _counts]);
    }
}
