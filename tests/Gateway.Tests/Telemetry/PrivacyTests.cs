using System.Diagnostics;
using System.Net;
using Gateway.Telemetry;
using Gateway.Telemetry.Prometheus;
using Gateway.Tests.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Telemetry;

/// <summary>Marked patient data is sent in every part of a request and found in no log line, span or metric.</summary>
public sealed class PrivacyTests
{
    private const string Marked = "MARKED9990001006";

    [Theory]
    [InlineData("/fhir/Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|MARKED9990001006", "/fhir/{type}")]
    [InlineData("/fhir/Patient/MARKED9990001006", "/fhir/{type}/{id}")]
    [InlineData("/fhir/Patient/MARKED9990001006/nothing/here?name=MARKED9990001006", "no route")]
    [InlineData("/fhir/fails?name=MARKED9990001006", "/fhir/fails")]
    [InlineData("/fhir/metadata?name=MARKED9990001006", "/fhir/metadata")]
    [InlineData("/fhir/MARKED9990001006", "/fhir/{type}")]
    public async Task What_is_asked_is_in_no_log_span_or_metric(string path, string route)
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        using var told = new Told();
        using var spans = new Spans();
        await File.WriteAllTextAsync(folder.PathOf("jwks.json"), issuer.Jwks());
        await using var host = await SmallHost.StartAsync(issuer, folder.PathOf("jwks.json"), builder =>
        {
            builder.Logging.AddProvider(told);
            builder.Services.AddSingleton(new SpanSink(spans));
        });
        var trace = ActivityTraceId.CreateRandom();
        foreach (var token in new[] { issuer.Token(), $"{issuer.Token()}MARKED9990001006", null })
            await host.SendAsync(path, token, more: r =>
            {
                r.Headers.TryAddWithoutValidation("X-Request-Id", Marked);
                r.Headers.TryAddWithoutValidation("User-Agent", Marked);
                r.Headers.TryAddWithoutValidation("baggage", $"person={Marked}");
                r.Headers.TryAddWithoutValidation("Referer", $"https://portal.test/{Marked}");
                r.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-b7ad6b7169203331-01");
            });
        var metrics = PrometheusText.Of(host.Services.GetRequiredService<MetricBook>().Read());
        told.Lines.Should().NotBeEmpty().And.NotContain(l => l.Contains(Marked, StringComparison.Ordinal));
        // A span ends a moment after its answer was sent.
        SpinWait.SpinUntil(() => spans.Of(trace).Count == 3, TimeSpan.FromSeconds(30));
        spans.Of(trace).Should().HaveCount(3).And.NotContain(s => s.Contains(Marked, StringComparison.Ordinal));
        metrics.Should().NotContain(Marked).And.NotContain("MARKED");
        Exposition.Read(metrics).Samples.Should().NotBeEmpty();
        told.Lines.Should().Contain(l => l.Contains($"GET {route} ", StringComparison.Ordinal));
        spans.Of(trace).Should().OnlyContain(s => s.Contains($"GET {route} ", StringComparison.Ordinal) && s.Contains("[http.route, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_is_logged_with_route_status_time_and_client()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        using var told = new Told();
        await File.WriteAllTextAsync(folder.PathOf("jwks.json"), issuer.Jwks());
        await using var host = await SmallHost.StartAsync(issuer, folder.PathOf("jwks.json"), builder => builder.Logging.AddProvider(told));
        (await host.SendAsync("/fhir/Patient/1", issuer.Token())).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("/fhir/Patient/1")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await host.SendAsync("/fhir/Patient/1", issuer.Token(), new HttpMethod("ODD"))).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        var lines = told.Lines.Where(l => l.Contains("RequestLog", StringComparison.Ordinal)).ToList();
        lines.Should().HaveCount(3);
        lines[0].Should().MatchRegex(@"GET /fhir/\{type\}/\{id\} 200 in [0-9.]+ ms for client-1\.");
        lines[1].Should().MatchRegex(@"GET /fhir/\{type\}/\{id\} 401 in [0-9.]+ ms for nobody\.");
        lines[2].Should().Contain("other ");
    }

    [Fact]
    public async Task Why_a_token_was_refused_is_logged_and_counted_in_words_of_ours()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        using var told = new Told();
        await File.WriteAllTextAsync(folder.PathOf("jwks.json"), issuer.Jwks());
        await using var host = await SmallHost.StartAsync(issuer, folder.PathOf("jwks.json"), builder => builder.Logging.AddProvider(told));
        var claims = issuer.Claims();
        claims["exp"] = TestIssuer.Now.AddHours(-1).ToUnixTimeSeconds();
        await host.SendAsync("/fhir/Patient/1", issuer.Token(claims));
        await host.SendAsync("/fhir/Patient/1", issuer.Token(header: TestIssuer.Header("ES256", "forged\nWarning: all is well")));
        told.Lines.Should().Contain(l => l.Contains("A token was refused: expired.", StringComparison.Ordinal)).And.NotContain(l => l.Contains("forged", StringComparison.Ordinal));
        var metrics = Exposition.Read(PrometheusText.Of(host.Services.GetRequiredService<MetricBook>().Read()));
        metrics.Of("gateway_tokens_refused_total", ("reason", "expired")).Should().Be(1);
    }

    [Fact]
    public async Task Metrics_of_requests_and_of_the_runtime_are_served()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        await File.WriteAllTextAsync(folder.PathOf("jwks.json"), issuer.Jwks());
        await using var host = await SmallHost.StartAsync(issuer, folder.PathOf("jwks.json"));
        await host.SendAsync("/fhir/Patient/1", issuer.Token());
        var answer = await host.SendAsync("/metrics");
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/plain; version=0.0.4; charset=utf-8");
        var metrics = Exposition.Read(await answer.Content.ReadAsStringAsync());
        metrics.Of("http_server_request_duration_seconds_count", ("http_route", "/fhir/{type}/{id}"), ("http_response_status_code", "200")).Should().Be(1);
        metrics.Samples.Should().Contain(s => s.Name == "dotnet_gc_collections_total");
    }

    [Fact]
    public void Spans_lose_what_names_persons_before_they_are_sent()
    {
        using var source = new ActivitySource("Gateway.Tests.Spans");
        using var listener = new ActivityListener { ShouldListenTo = s => s == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("a")!;
        foreach (var tag in new[] { "url.full", "url.query", "url.path", "http.url", "http.target", "user_agent.original", "client.address", "network.peer.address", "db.query.text", "http.request.header.x" })
            span.SetTag(tag, Marked);
        span.SetTag("http.route", "/fhir/{type}");
        using var tags = new SpanTags();
        tags.OnEnd(span);
        span.TagObjects.Select(t => t.Key).Should().Equal("http.route");
    }
}
