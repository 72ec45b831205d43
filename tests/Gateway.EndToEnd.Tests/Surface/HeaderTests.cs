using System.Net;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>What every answer says to browsers and to hops, and which hops are believed.</summary>
public sealed class HeaderTests(HeaderTests.HopDemo hop) : IClassFixture<HeaderTests.HopDemo>
{
    [Theory]
    [InlineData("fhir/metadata", null)]
    [InlineData("fhir/Patient/1", DemoClients.TrustClinician)]
    [InlineData("custody/health-requests/1", DemoClients.CustodySystem)]
    [InlineData("health/live", null)]
    [InlineData("nothing", DemoClients.TrustClinician)]
    [InlineData("fhir/Patient/1", null)]
    public async Task Every_answer_is_kept_nowhere_guessed_at_by_nobody_and_shown_in_no_frame(string path, string? client)
    {
        var answer = await hop.Demo.AskAsync(client, path);

        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors 'none'");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.Contains("Server").Should().BeFalse();
        answer.Headers.Contains("Strict-Transport-Security").Should().BeFalse("nobody said that it was https");
    }

    [Fact]
    public async Task A_hop_that_is_named_is_believed_and_what_stands_before_it_is_not()
    {
        var answer = await hop.Demo.AskAsync(DemoClients.TrustClinician, "fhir/Organization?_count=1", more: r =>
        {
            r.Headers.Add("X-Forwarded-Proto", "https");
            r.Headers.Add("X-Forwarded-Host", "gateway.test");
            r.Headers.Add("X-Forwarded-For", "127.0.0.1, 192.0.2.1");
        });
        var metrics = await hop.Demo.AskAsync(null, "metrics", more: r => r.Headers.Add("X-Forwarded-For", "127.0.0.1"));

        answer.Headers.GetValues("Strict-Transport-Security").Single().Should().StartWith("max-age=");
        answer.Text.Should().Contain("https://gateway.test/fhir/Organization");
        metrics.Status.Should().Be(HttpStatusCode.Unauthorized, "it came through a hop");
    }

    [Fact]
    public async Task Nobody_is_believed_who_was_not_named()
    {
        await using var demo = await RunningDemo.StartAsync();
        var answer = await demo.AskAsync(DemoClients.TrustClinician, "fhir/Organization?_count=1", more: r =>
        {
            r.Headers.Add("X-Forwarded-Proto", "https");
            r.Headers.Add("X-Forwarded-Host", "evil.test");
        });

        answer.Headers.Contains("Strict-Transport-Security").Should().BeFalse();
        answer.Text.Should().NotContain("evil.test");
    }

    [Theory]
    [InlineData("fhir/metadata", "gzip", "gzip")]
    [InlineData("fhir/metadata", "br, gzip", "br")]
    [InlineData("health/live", "gzip", "gzip")]
    [InlineData("fhir/metadata", "identity", null)]
    [InlineData("oauth/jwks", "gzip", null)]
    public async Task Answers_are_packed_where_they_hold_no_secret(string path, string accepted, string? packing)
    {
        using var http = new HttpClient { BaseAddress = hop.Demo.Gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", accepted);
        using var response = await http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentEncoding.SingleOrDefault().Should().Be(packing);
    }

    /// <summary>A demo behind a hop on this machine.</summary>
    public sealed class HopDemo : IAsyncLifetime
    {
        internal RunningDemo Demo { get; private set; } = null!;

        public async Task InitializeAsync() => Demo = await RunningDemo.StartAsync(o => o with { Settings = new Dictionary<string, string?>(o.Settings) { ["Surface:TrustedHops:0"] = "127.0.0.1" } });

        public async Task DisposeAsync() => await Demo.DisposeAsync();
    }
}
