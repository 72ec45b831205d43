using System.Diagnostics.Metrics;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Http;

[Collection("Alone")]
public sealed class SourceTelemetryTests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, string Tags, double Value)> _measured = [];

    public SourceTelemetryTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Gateway.Sources")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Each_question_is_measured_by_what_became_of_it_and_the_breaker_is_seen_to_open()
    {
        var time = new ManualTime();
        using var handler = new ScriptedHandler();
        using var connection = Connections.Of(handler, time, l => (l.Retries, l.BreakerCalls) = (0, 2));
        await connection.SendAsync(Connections.Get, CancellationToken.None);
        handler.Answer = (_, _) => throw new HttpRequestException();
        for (var i = 0; i < 3; i++)
            await connection.SendAsync(Connections.Get, CancellationToken.None);
        _listener.RecordObservableInstruments();
        _measured.Where(m => m.Instrument == "gateway.source.duration").Select(m => m.Tags).Should().Equal(
            "gateway.source=test gateway.operation=read gateway.state=Answered",
            "gateway.source=test gateway.operation=read gateway.state=Failed",
            "gateway.source=test gateway.operation=read gateway.state=BreakerOpen",
            "gateway.source=test gateway.operation=read gateway.state=BreakerOpen");
        _measured.Should().Contain(("gateway.source.breaker", "gateway.source=test", 2));
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add((instrument.Name, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}")), value));
}
