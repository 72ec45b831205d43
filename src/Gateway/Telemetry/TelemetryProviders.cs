using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Telemetry;

/// <summary>
/// OpenTelemetry as long as the host runs. Built by hand, as the package that ties it to hosts is not on the feed. Spans and metrics are sent where a collector is configured; where nobody
/// takes spans they are made for their ids alone, which logs bear and sources are told.
/// </summary>
internal sealed class TelemetryProviders(IOptions<TelemetryOptions> options, IEnumerable<SpanSink> sinks) : IHostedService, IDisposable
{
    private static readonly string[] s_sources = [GatewaySpans.Name, "Gateway.Sources", "Microsoft.AspNetCore"];
    private ActivityListener? _ids;
    private TracerProvider? _tracer;
    private MeterProvider? _meter;

    /// <summary>The meters that are listened to, here and in <c>/metrics</c>.</summary>
    public static IReadOnlyList<string> Meters { get; } = [GatewayMeter.Name, "Gateway.Sources", "Gateway.Storage", "System.Runtime", "Microsoft.AspNetCore.Hosting"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Otlp is null && !sinks.Any())
            ActivitySource.AddActivityListener(_ids = new ActivityListener { ShouldListenTo = source => s_sources.Contains(source.Name), Sample = OfIdsAlone });
        else
            Listen();
        return Task.CompletedTask;
    }

    private void Listen()
    {
        var tracer = Sdk.CreateTracerProviderBuilder().ConfigureResource(Name).AddSource(s_sources).AddProcessor(new SpanTags());
        foreach (var sink in sinks)
            tracer.AddProcessor(sink.Processor);
        if (options.Value.Otlp is not null)
        {
            tracer.AddOtlpExporter(Address);
            _meter = Sdk.CreateMeterProviderBuilder().ConfigureResource(Name).AddMeter([.. Meters]).AddOtlpExporter(Address).Build();
        }

        _tracer = tracer.Build();
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _ids?.Dispose();
        _tracer?.Dispose();
        _meter?.Dispose();
        (_ids, _tracer, _meter) = (null, null, null);
    }

    // What somebody before the gateway records it passes on as recorded.
    private static ActivitySamplingResult OfIdsAlone(ref ActivityCreationOptions<ActivityContext> span) =>
        span.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData;

    private void Name(ResourceBuilder resource) => resource.AddService(options.Value.ServiceName, serviceVersion: typeof(TelemetryProviders).Assembly.GetName().Version?.ToString());

    private void Address(OtlpExporterOptions exporter)
    {
        exporter.Endpoint = options.Value.Otlp!;
        exporter.Protocol = options.Value.Protocol;
    }
}
