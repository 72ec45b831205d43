using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Sources.Http;

/// <summary>What traces and metrics say of sources: names, states and times, and nothing that was asked or answered.</summary>
internal sealed class SourceTelemetry : IDisposable
{
    public const string Name = "Gateway.Sources";
    private static readonly ActivitySource s_activities = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private readonly List<(string Source, Func<int> Breaker)> _breakers = [];

    public SourceTelemetry()
    {
        _duration = _meter.CreateHistogram<double>(
            "gateway.source.duration", "s", "How long questions to a source took, by what became of them.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });
        _meter.CreateObservableGauge(
            "gateway.source.breaker", () => _breakers.Select(b => new Measurement<int>(b.Breaker(), Tag("gateway.source", b.Source))),
            description: "The breaker of a source: 0 closed, 1 trying again, 2 open.");
    }

    public void Watch(string source, Func<int> breaker) => _breakers.Add((source, breaker));

    public static Activity? Start(string source, string operation) =>
        s_activities.StartActivity(operation, ActivityKind.Client, default(ActivityContext), [Tag("gateway.source", source), Tag("gateway.operation", operation)]);

    public void Record(Activity? activity, string source, string operation, SourceReply reply, TimeSpan took)
    {
        var state = reply.State.ToString();
        _duration.Record(took.TotalSeconds, Tag("gateway.source", source), Tag("gateway.operation", operation), Tag("gateway.state", state));
        if (activity is not { IsAllDataRequested: true })
            return;
        activity.SetTag("gateway.state", state);
        if (reply.Status > 0)
            activity.SetTag("http.response.status_code", reply.Status);
        if (reply.IsFault)
            activity.SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
