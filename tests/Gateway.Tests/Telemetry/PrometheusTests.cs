using System.Diagnostics.Metrics;
using Gateway.Sources;
using Gateway.Telemetry;

namespace Gateway.Tests.Telemetry;

public sealed class PrometheusTests
{
    [Fact]
    public void Counters_gauges_and_histograms_are_told_with_their_labels()
    {
        using var meters = new TestMeters();
        var counter = meters.Meter.CreateCounter<long>("test.things", "{thing}", "Things \\ and\nmore.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", "b"));
        meters.Meter.CreateGauge<double>("test.level", "1").Record(0.25);
        meters.Meter.CreateUpDownCounter<int>("test.open").Add(5);
        var took = meters.Meter.CreateHistogram<double>("test.took", "s");
        took.Record(0.004);
        took.Record(0.3);
        took.Record(60);

        var read = meters.Read();
        read.Of("test_things_total", ("kind", "a")).Should().Be(5);
        read.Of("test_things_total", ("kind", "b")).Should().Be(1);
        read.Of("test_level_ratio").Should().Be(0.25);
        read.Of("test_open").Should().Be(5);
        read.Of("test_took_seconds_bucket", ("le", "0.005")).Should().Be(1);
        read.Of("test_took_seconds_bucket", ("le", "0.5")).Should().Be(2);
        read.Of("test_took_seconds_bucket", ("le", "+Inf")).Should().Be(3);
        read.Of("test_took_seconds_count").Should().Be(3);
        read.Of("test_took_seconds_sum").Should().BeApproximately(60.304, 1e-9);
        read.Types["test_things_total"].Should().Be("counter");
        read.Types["test_open"].Should().Be("gauge");
    }

    [Fact]
    public void Tags_are_one_series_in_whatever_order_they_come_and_each_value_is_its_own()
    {
        using var meters = new TestMeters();
        var counter = meters.Meter.CreateCounter<long>("test.things");
        KeyValuePair<string, object?> kind = new("kind", "a"), status = new("status", 200), other = new("status", 404);
        for (var i = 0; i < 3; i++)
        {
            counter.Add(1, kind, status);
            counter.Add(1, status, kind);
            counter.Add(1, kind, other);
            counter.Add(1, new("kind", status.Value), new("status", kind.Value));
            counter.Add(1, kind);
        }

        var read = meters.Read();
        read.Of("test_things_total", ("kind", "a"), ("status", "200")).Should().Be(6);
        read.Of("test_things_total", ("kind", "a"), ("status", "404")).Should().Be(3);
        read.Of("test_things_total", ("kind", "200"), ("status", "a")).Should().Be(3);
        read.Samples.Should().ContainSingle(s => s.Name == "test_things_total" && s.Labels.Count == 1).Which.Value.Should().Be(3);
    }

    [Theory]
    [InlineData(0.005, "0.005")]
    [InlineData(0.0051, "0.01")]
    [InlineData(-1, "0.005")]
    [InlineData(10, "10")]
    public void A_measurement_counts_from_the_first_bound_that_is_not_below_it(double value, string bound)
    {
        using var meters = new TestMeters();
        meters.Meter.CreateHistogram<double>("test.took", "s").Record(value);
        var read = meters.Read();
        string[] bounds = ["0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1", "2.5", "5", "7.5", "10"];
        bounds.Where(b => read.Of("test_took_seconds_bucket", ("le", b)) == 1).Should().Equal(bounds.SkipWhile(b => b != bound));
    }

    [Fact]
    public void An_instrument_may_say_its_buckets()
    {
        using var meters = new TestMeters();
        meters.Meter.CreateHistogram("test.size", "By", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [10, 20] }).Record(20);
        var read = meters.Read();
        read.Of("test_size_bytes_bucket", ("le", "10")).Should().Be(0);
        read.Of("test_size_bytes_bucket", ("le", "20")).Should().Be(1);
    }

    [Fact]
    public void What_is_observed_is_as_it_is_now()
    {
        using var meters = new TestMeters();
        var waiting = new Dictionary<string, long> { ["case-system"] = 4, ["custody"] = 1 };
        new GatewayMeter(meters.Factory).WatchOutbox(() => waiting.Select(w => new NamedCount(w.Key, w.Value)));
        meters.Read().Of("gateway_outbox_waiting", ("destination", "case-system")).Should().Be(4);
        waiting.Remove("custody");
        waiting["case-system"] = 2;
        var read = meters.Read();
        read.Of("gateway_outbox_waiting", ("destination", "case-system")).Should().Be(2);
        read.Samples.Where(s => s.Name == "gateway_outbox_waiting").Should().ContainSingle();
    }

    [Fact]
    public void What_cannot_be_observed_does_not_hide_the_rest()
    {
        using var meters = new TestMeters();
        meters.Meter.CreateObservableGauge("test.broken", int () => throw new InvalidOperationException("the database is down"));
        meters.Meter.CreateCounter<int>("test.sound").Add(1);
        meters.Read().Of("test_sound_total").Should().Be(1);
    }

    [Theory]
    [InlineData("a \"quoted\" word")]
    [InlineData("back\\slash")]
    [InlineData("two\nlines")]
    [InlineData("x\"} evil_total 7\n# TYPE evil counter")]
    [InlineData("naïve ü 漢")]
    [InlineData("")]
    public void Values_of_labels_are_escaped(string value)
    {
        using var meters = new TestMeters();
        meters.Meter.CreateCounter<int>("test.labels").Add(1, new KeyValuePair<string, object?>("value", value));
        meters.Read().Of("test_labels_total", ("value", value)).Should().Be(1);
    }

    [Theory]
    [InlineData("le", "tag_le")]
    [InlineData("http.route", "http_route")]
    [InlineData("7th", "tag_7th")]
    [InlineData("__name__", "name_")]
    [InlineData("é", "tag")]
    [InlineData("a-b c", "a_b_c")]
    public void Names_of_labels_are_such_as_Prometheus_takes(string name, string label)
    {
        using var meters = new TestMeters();
        meters.Meter.CreateHistogram<int>("test.names").Record(1, new KeyValuePair<string, object?>(name, "x"));
        meters.Read().Of("test_names_count", (label, "x")).Should().Be(1);
    }

    [Fact]
    public void Names_of_metrics_are_such_as_Prometheus_takes()
    {
        using var meters = new TestMeters();
        meters.Meter.CreateCounter<int>("9 lives-total").Add(1);
        Own(meters.Read()).Select(s => s.Name).Should().Equal("_9_lives_total");
    }

    [Fact]
    public void The_number_of_series_is_bounded_and_nothing_is_lost()
    {
        using var meters = new TestMeters(mostSeries: 10);
        var counter = meters.Meter.CreateCounter<int>("test.many");
        for (var i = 0; i < 1000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("who", i));
        var read = meters.Read();
        Own(read).Should().HaveCount(11);
        Own(read).Sum(s => s.Value).Should().Be(1000);
        read.Of("test_many_total", ("otel_metric_overflow", "true")).Should().Be(990);
    }

    [Fact]
    public void Many_threads_count_together()
    {
        using var meters = new TestMeters();
        var counter = meters.Meter.CreateCounter<int>("test.threads");
        var took = meters.Meter.CreateHistogram<double>("test.waits", "s");
        Parallel.For(0, 8, t =>
        {
            for (var i = 0; i < 5000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("t", t % 2));
                took.Record(i / 1000.0);
            }
        });
        var read = meters.Read();
        read.Of("test_threads_total", ("t", "0")).Should().Be(20000);
        read.Of("test_waits_seconds_count").Should().Be(40000);
    }

    [Fact]
    public void Meters_of_other_hosts_and_of_other_names_are_passed_over()
    {
        using var meters = new TestMeters();
        using var others = new TestMeters();
        others.Meter.CreateCounter<int>("test.elsewhere").Add(1);
        meters.Factory.Create("Some.Library").CreateCounter<int>("test.unasked").Add(1);
        Own(meters.Read()).Should().BeEmpty();
    }

    [Fact]
    public void The_gateway_counts_what_it_does()
    {
        using var meters = new TestMeters();
        var meter = new GatewayMeter(meters.Factory);
        meter.Searched("MedicationStatement", Completeness.Nothing);
        meter.Searched("MedicationStatement", Completeness.Failed);
        meter.Answered("trust", SourceState.TimedOut);
        meter.HealthRequest(HealthRequestStep.Received);
        meter.TokenRefused("expired");
        meter.Forbidden();
        var read = meters.Read();
        read.Of("gateway_searches_total", ("type", "MedicationStatement"), ("completeness", "nothing")).Should().Be(1);
        read.Of("gateway_searches_total", ("type", "MedicationStatement"), ("completeness", "failed")).Should().Be(1);
        read.Of("gateway_source_answers_total", ("source", "trust"), ("state", "timed_out")).Should().Be(1);
        read.Of("gateway_health_requests_total", ("step", "received")).Should().Be(1);
        read.Of("gateway_tokens_refused_total", ("reason", "expired")).Should().Be(1);
        read.Of("gateway_requests_forbidden_total").Should().Be(1);
    }

    // The runtime's own are the same in all hosts.
    private static List<(string Name, SortedDictionary<string, string> Labels, double Value)> Own(Exposition read) => [.. read.Samples.Where(s => !s.Name.StartsWith("dotnet_", StringComparison.Ordinal))];
}
