using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Telemetry.Prometheus;

/// <summary>Keeps count of what the meters of this host measure. Meters of another host in the same process are passed over.</summary>
internal sealed class MetricBook : IDisposable
{
    private static readonly double[] s_seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] s_usual = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<MetricFamily> _observed = [];
    private readonly MeterListener _listener = new();
    private readonly Lock _reading = new();
    private readonly IMeterFactory _meters;
    private readonly int _mostSeries;
    private readonly ILogger<MetricBook> _log;

    public MetricBook(IMeterFactory meters, IOptions<TelemetryOptions> options, ILogger<MetricBook> log)
    {
        (_meters, _mostSeries, _log) = (meters, options.Value.MaxSeries, log);
        _listener.InstrumentPublished = Publish;
        Listen<byte>(v => v);
        Listen<short>(v => v);
        Listen<int>(v => v);
        Listen<long>(v => v);
        Listen<float>(v => v);
        Listen<double>(v => v);
        Listen<decimal>(v => (double)v);
        _listener.Start();
    }

    /// <summary>All metrics as they are now, in the order of their names; what is observed is observed now.</summary>
    public IReadOnlyList<MetricSnapshot> Read()
    {
        lock (_reading)
        {
            Observe();
            foreach (var family in _families.Values.Where(f => f.IsOver))
                Log.SeriesOverflow(_log, family.Name);
            return [.. _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Read())];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Observe()
    {
        foreach (var observed in _observed)
            observed.Clear();
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            // What one cannot read now is left out; the rest was read.
            Log.MetricsUnread(_log, e.InnerExceptions.Count);
        }
    }

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!TelemetryProviders.Meters.Contains(instrument.Meter.Name) || (instrument.Meter.Scope is { } host && host != _meters) || Kind(instrument) is not { } kind)
            return;
        var name = MetricNames.Metric(instrument.Name, instrument.Unit, kind);
        var family = _families.GetOrAdd(name, static (n, of) => new MetricFamily(n, of.Instrument.Description ?? "", of.Kind, of.Bounds, of.Most), (Instrument: instrument, Kind: kind, Bounds: Bounds(instrument, kind), Most: _mostSeries));
        // Two instruments of one name and of different kinds cannot both be told; the first is.
        if (family.Kind != kind)
            return;
        if (instrument.IsObservable)
            _observed.Add(family);
        listener.EnableMeasurementEvents(instrument, family);
    }

    private void Listen<T>(Func<T, double> number)
        where T : struct => _listener.SetMeasurementEventCallback<T>((instrument, value, tags, state) =>
    {
        var family = (MetricFamily)state!;
        // Counters that are observed, and gauges, tell how much there is; the others what is added.
        if (instrument.IsObservable || instrument is Gauge<T>)
            family.Set(number(value), tags);
        else
            family.Add(number(value), tags);
    });

    private static MetricKind? Kind(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.Contains("UpDownCounter", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal) ? MetricKind.Gauge
            : type.Contains("Counter", StringComparison.Ordinal) ? MetricKind.Counter
            : type.Contains("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : null;
    }

    private static double[] Bounds(Instrument instrument, MetricKind kind) => kind != MetricKind.Histogram ? [] : instrument switch
    {
        Instrument<double> { Advice.HistogramBucketBoundaries: { } given } => [.. given],
        Instrument<long> { Advice.HistogramBucketBoundaries: { } given } => [.. given.Select(b => (double)b)],
        Instrument<int> { Advice.HistogramBucketBoundaries: { } given } => [.. given.Select(b => (double)b)],
        _ => instrument.Unit == "s" ? s_seconds : s_usual,
    };
}
