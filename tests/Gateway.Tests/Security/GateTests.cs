using System.Net;

namespace Gateway.Tests.Security;

public sealed class GateTests(TokenHost fixture) : IClassFixture<TokenHost>
{
    private TestIssuer Issuer => fixture.Issuer;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/fhir/metadata")]
    public async Task Whether_it_lives_and_what_it_can_do_is_told_to_all(string path) =>
        (await fixture.Host.SendAsync(path)).StatusCode.Should().Be(HttpStatusCode.OK);

    [Theory]
    [InlineData("/fhir/Patient")]
    [InlineData("/fhir/Patient/1")]
    [InlineData("/fhir/metadata/")]
    [InlineData("/fhir/metadata/../Patient")]
    [InlineData("/fhir//metadata")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/open")]
    [InlineData("/nowhere")]
    [InlineData("/")]
    public async Task Nothing_else_is_served_to_the_anonymous(string path)
    {
        var answer = await fixture.Host.SendAsync(path);
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer realm=\"gateway\"");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Theory]
    [InlineData("/fhir/metadata", "POST")]
    [InlineData("/health/live", "DELETE")]
    public async Task Open_paths_are_open_for_reading_only(string path, string method) =>
        (await fixture.Host.SendAsync(path, method: new HttpMethod(method))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Original-URL", "/health/live")]
    [InlineData("X-HTTP-Method-Override", "GET")]
    [InlineData("X-SSL-Client-S-DN", "CN=admin")]
    public async Task Headers_make_nobody_trusted(string header, string value)
    {
        foreach (var path in new[] { "/metrics", "/fhir/Patient/1" })
            (await fixture.Host.SendAsync(path, more: r => r.Headers.TryAddWithoutValidation(header, value))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Metrics_and_readiness_are_read_on_the_same_machine_or_with_their_scope()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("jwks.json"), Issuer.Jwks());
        await using var here = await SmallHost.StartAsync(Issuer, folder.PathOf("jwks.json"));
        foreach (var path in new[] { "/metrics", "/health/ready" })
        {
            (await here.SendAsync(path)).StatusCode.Should().Be(HttpStatusCode.OK);
            (await here.SendAsync(path, more: r => r.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.7"))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            (await here.SendAsync(path, "x")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            (await fixture.Host.SendAsync(path, Issuer.Token(Issuer.Claims("gateway/metrics.read", "system")))).StatusCode.Should().Be(HttpStatusCode.OK);
            (await fixture.Host.SendAsync(path, Issuer.Token())).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        }

        (await here.SendAsync("/fhir/Patient/1")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_native_route_wants_its_scope()
    {
        (await fixture.Host.SendAsync("/custody/records", Issuer.Token(Issuer.Claims("custody/records.write", "custody-officer")), HttpMethod.Post)).StatusCode.Should().Be(HttpStatusCode.OK);
        foreach (var scope in new[] { "", "system/*.cruds", "custody/health-requests.write", "CUSTODY/RECORDS.WRITE" })
        {
            var answer = await fixture.Host.SendAsync("/custody/records", Issuer.Token(Issuer.Claims(scope, "custody-officer")), HttpMethod.Post);
            answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            (await answer.Content.ReadAsStringAsync()).Should().Be("""{"status":403,"title":"The token does not allow this."}""");
        }
    }

    [Fact]
    public async Task A_native_route_that_names_no_scope_serves_nobody()
    {
        var answer = await fixture.Host.SendAsync("/custody/forgotten", Issuer.Token(Issuer.Claims("custody/records.write system/*.cruds")), HttpMethod.Post);
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Native_paths_are_answered_with_problems_and_others_with_outcomes()
    {
        var native = await fixture.Host.SendAsync("/custody/records", method: HttpMethod.Post);
        native.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var fhir = await fixture.Host.SendAsync("/fhir/Patient/1");
        fhir.Content.Headers.ContentType!.MediaType.Should().Be("application/fhir+json");
    }

    [Fact]
    public async Task Purposes_and_kinds_come_from_the_token_and_two_kinds_are_none()
    {
        var claims = Issuer.Claims("system/*.rs");
        claims["recipient"] = new[] { "custody-officer", "trust-clinician" };
        var answer = await fixture.Host.SendAsync("/fhir/Patient", Issuer.Token(claims), more: r => r.Headers.TryAddWithoutValidation("X-Recipient", "trust-clinician"));
        (await answer.Content.ReadAsStringAsync()).Should().Be("not you");
    }

    [Fact]
    public async Task Entra_names_of_clients_and_scopes_are_understood()
    {
        var claims = Issuer.Claims();
        claims.Remove("client_id");
        claims.Remove("scope");
        claims["azp"] = "entra-client";
        claims["roles"] = new[] { "system/Patient.rs" };
        (await (await fixture.Host.SendAsync("/fhir/Patient", Issuer.Token(claims))).Content.ReadAsStringAsync()).Should().Be("entra-client");
    }
}
