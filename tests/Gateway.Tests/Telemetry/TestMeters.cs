using System.Diagnostics.Metrics;
using Gateway.Telemetry;
using Gateway.Telemetry.Prometheus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Telemetry;

/// <summary>Meters and a book that listens to them, apart from those of other tests.</summary>
internal sealed class TestMeters : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public TestMeters(int mostSeries = 500)
    {
        Factory = _services.GetRequiredService<IMeterFactory>();
        Book = new MetricBook(Factory, Options.Create(new TelemetryOptions { MaxSeries = mostSeries }), NullLogger<MetricBook>.Instance);
        Meter = Factory.Create(GatewayMeter.Name);
    }

    public IMeterFactory Factory { get; }

    public MetricBook Book { get; }

    public Meter Meter { get; }

    public Exposition Read() => Exposition.Read(PrometheusText.Of(Book.Read()));

    public void Dispose()
    {
        Book.Dispose();
        _services.Dispose();
    }
}
