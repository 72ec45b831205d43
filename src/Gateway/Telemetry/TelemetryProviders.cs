using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Telemetry;

/// <summary>
/// OpenTelemetry as long as the host runs. Built by hand, as the package that ties it to hosts is not on the feed. Spans are made in any case, as logs bear
/// their ids; they and metrics are sent where a collector is configured.
/// </summary>
internal sealed class TelemetryProviders(IOptions<TelemetryOptions> options, IEnumerable<SpanSink> sinks) : IHostedService, IDisposable
{
    private static readonly string[] s_sources = [GatewaySpans.Name, "Gateway.Sources", "Microsoft.AspNetCore"];
    private TracerProvider? _tracer;
    private MeterProvider? _meter;

    /// <summary>The meters that are listened to, here and in <c>/metrics</c>.</summary>
    public static IReadOnlyList<string> Meters { get; } = [GatewayMeter.Name, "Gateway.Sources", "Gateway.Storage", "System.Runtime", "Microsoft.AspNetCore.Hosting"];

    public Task StartAsync(CancellationToken cancellationToken)
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
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _tracer?.Dispose();
        _meter?.Dispose();
        (_tracer, _meter) = (null, null);
    }

    private void Name(ResourceBuilder resource) => resource.AddService(options.Value.ServiceName, serviceVersion: typeof(TelemetryProviders).Assembly.GetName().Version?.ToString());

    private void Address(OtlpExporterOptions exporter)
    {
        exporter.Endpoint = options.Value.Otlp!;
        exporter.Protocol = options.Value.Protocol;
    }
}
