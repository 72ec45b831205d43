using System.Collections.Concurrent;

namespace Gateway.Telemetry.Prometheus;

/// <summary>One metric. It keeps a bounded number of series; what is beyond is counted in one whose label says so.</summary>
internal sealed class MetricFamily(string name, string help, MetricKind kind, double[] bounds, int most)
{
    private const string Overflow = "otel_metric_overflow=\"true\"";
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    // The series of tags that were met before: writing labels takes many times as long as counting.
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries> _met = new(TagSets.Comparer);

    public string Name => name;

    public MetricKind Kind => kind;

    /// <summary>True once series were put together.</summary>
    public bool IsOver => _series.ContainsKey(Overflow);

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Series(tags).Add(value, kind);

    public void Set(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Series(tags).Set(value);

    /// <summary>Forgets what was observed, before it is observed again: what is no longer there goes.</summary>
    public void Clear()
    {
        _series.Clear();
        _met.Clear();
    }

    public MetricSnapshot Read() => new(name, help, kind, [.. _series.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Read(s.Key))]);

    private MetricSeries Series(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var met = _met.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        if (met.TryGetValue(tags, out var known))
            return known;
        var series = Series(LabelText.Of(tags));
        if (_met.Count < most)
            met.TryAdd(tags, series);
        return series;
    }

    private MetricSeries Series(string labels)
    {
        if (_series.TryGetValue(labels, out var series))
            return series;
        return _series.GetOrAdd(_series.Count < most ? labels : Overflow, static (_, b) => new MetricSeries(b), bounds);
    }
}
