using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Security;

/// <summary>Numbers 22 and 27 of the attack list: tokens that nobody should believe.</summary>
public sealed class TokenAttackTests(TokenHost fixture) : IClassFixture<TokenHost>
{
    private const string Path = "/fhir/Patient/1";
    private TestIssuer Issuer => fixture.Issuer;

    [Theory]
    [InlineData("ES256", TestIssuer.EcKey)]
    [InlineData("RS256", TestIssuer.RsaKey)]
    [InlineData("RS384", TestIssuer.RsaKey)]
    [InlineData("RS512", TestIssuer.RsaKey)]
    public async Task A_token_in_order_is_believed(string algorithm, string kid)
    {
        var answer = await fixture.Host.SendAsync(Path, Issuer.Token(header: TestIssuer.Header(algorithm, kid)));
        (await answer.Content.ReadAsStringAsync()).Should().Be("client-1");
    }

    [Theory]
    [InlineData("none", TestIssuer.EcKey)]
    [InlineData("None", TestIssuer.EcKey)]
    [InlineData("HS256", TestIssuer.RsaKey)]
    [InlineData("PS256", TestIssuer.RsaKey)]
    [InlineData("RS256", TestIssuer.EcKey)]
    [InlineData("ES256", TestIssuer.RsaKey)]
    [InlineData("ES256", "ec-2")]
    [InlineData("ES256", "../../../dev/null")]
    [InlineData("ES256", "x' UNION SELECT 'key")]
    [InlineData("ES256", "")]
    public Task An_algorithm_or_key_that_is_not_the_issuers_is_refused(string algorithm, string kid) => RefusedAsync(Issuer.Token(header: TestIssuer.Header(algorithm, kid)));

    [Theory]
    [InlineData("jwt+none")]
    [InlineData("JWS")]
    [InlineData("logout+jwt")]
    public Task A_token_of_another_type_is_refused(string type) => RefusedAsync(Issuer.Token(header: With(TestIssuer.Header(), "typ", type)));

    [Fact]
    public Task A_token_without_a_type_is_refused() => RefusedAsync(Issuer.Token(header: new() { ["alg"] = "ES256", ["kid"] = TestIssuer.EcKey }));

    [Fact]
    public Task A_token_without_a_key_id_is_refused() => RefusedAsync(Issuer.Token(header: new() { ["alg"] = "ES256", ["typ"] = "at+jwt" }));

    [Fact]
    public async Task A_key_that_the_token_brings_along_is_not_used()
    {
        using var stranger = new TestIssuer { Name = Issuer.Name };
        var keys = JsonDocument.Parse(stranger.Jwks()).RootElement.GetProperty("keys");
        await RefusedAsync(stranger.Token());
        await RefusedAsync(stranger.Token(header: With(TestIssuer.Header(), "jwk", keys[1])));
        await RefusedAsync(stranger.Token(header: With(TestIssuer.Header(), "jku", "https://issuer.test/jwks.json")));
        await RefusedAsync(stranger.Token(header: With(TestIssuer.Header(), "x5u", "https://issuer.test/cert.pem")));
    }

    [Fact]
    public async Task A_token_that_was_altered_is_refused()
    {
        var parts = Issuer.Token().Split('.');
        var claims = Issuer.Claims("system/*.cruds");
        await RefusedAsync($"{parts[0]}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}.{parts[2]}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.");
        await RefusedAsync($"{parts[0]}.{parts[1]}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}.{parts[2]}");
    }

    [Theory]
    [InlineData("aud", "https://another.test")]
    [InlineData("aud", "")]
    [InlineData("iss", "https://another.test")]
    [InlineData("iss", "https://issuer.test/")]
    [InlineData("iss", "https://ISSUER.test")]
    [InlineData("client_id", "")]
    [InlineData("client_id", "client\nWarning: all is well")]
    [InlineData("organization", "R1L\u2028forged")]
    public Task A_claim_that_is_not_fit_is_refused(string claim, string value) => RefusedAsync(Issuer.Token(With(Issuer.Claims(), claim, value)));

    [Theory]
    [InlineData("aud")]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("client_id")]
    public Task A_token_that_leaves_out_what_it_needs_is_refused(string claim)
    {
        var claims = Issuer.Claims();
        claims.Remove(claim);
        return RefusedAsync(Issuer.Token(claims));
    }

    [Theory]
    [InlineData("exp", -11)]
    [InlineData("nbf", 11)]
    [InlineData("iat", 11)]
    [InlineData("exp", 2 * 60 * 60)]
    public Task A_token_out_of_its_time_or_of_too_long_a_life_is_refused(string claim, int seconds) =>
        RefusedAsync(Issuer.Token(With(Issuer.Claims(), claim, TestIssuer.Now.AddSeconds(seconds).ToUnixTimeSeconds())));

    [Theory]
    [InlineData("exp", -9)]
    [InlineData("nbf", 9)]
    [InlineData("iat", 9)]
    public async Task Clocks_may_differ_by_ten_seconds(string claim, int seconds)
    {
        var answer = await fixture.Host.SendAsync(Path, Issuer.Token(With(Issuer.Claims(), claim, TestIssuer.Now.AddSeconds(seconds).ToUnixTimeSeconds())));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_says_a_thing_twice_is_refused()
    {
        var claims = JsonSerializer.Serialize(Issuer.Claims());
        await RefusedAsync(Issuer.TokenOf(JsonSerializer.Serialize(TestIssuer.Header()), claims.Replace("{", "{\"scope\":\"system/*.cruds\",", StringComparison.Ordinal)));
        await RefusedAsync(Issuer.TokenOf($$"""{"alg":"ES256","kid":"{{TestIssuer.EcKey}}","kid":"other","typ":"at+jwt"}""", claims));
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("client_id")]
    [InlineData("scope")]
    public Task A_token_whose_texts_are_no_unicode_is_refused(string claim) =>
        RefusedAsync(Issuer.TokenOf(JsonSerializer.Serialize(TestIssuer.Header()), JsonSerializer.Serialize(With(Issuer.Claims(), claim, "HALF")).Replace("HALF", "\\ud800", StringComparison.Ordinal)));

    [Fact]
    public Task A_token_that_asks_for_extensions_is_refused() => RefusedAsync(Issuer.Token(header: With(TestIssuer.Header(), "crit", new[] { "b64" })));

    [Fact]
    public Task An_oversized_token_is_refused() => RefusedAsync(Issuer.Token(With(Issuer.Claims(), "padding", new string('x', 16 * 1024))));

    [Fact]
    public Task A_token_bound_to_a_certificate_is_refused_without_it() =>
        RefusedAsync(Issuer.Token(With(Issuer.Claims(), "cnf", new Dictionary<string, string> { ["x5t#S256"] = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2" })));

    [Fact]
    public async Task A_token_in_the_address_or_in_two_headers_is_no_token()
    {
        (await fixture.Host.SendAsync($"{Path}?access_token={Issuer.Token()}")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        var answer = await fixture.Host.SendAsync(Path, more: r => r.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {Issuer.Token()}", $"Bearer {Issuer.Token()}"]));
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("W10.W10.AAAA")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOnt9fQ.AAAA")]
    public Task What_is_no_token_is_refused(string text) => RefusedAsync(text);

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer  ")]
    [InlineData("Negotiate x")]
    public async Task Other_ways_to_sign_in_do_not_work(string header)
    {
        var answer = await fixture.Host.SendAsync(Path, more: r => r.Headers.TryAddWithoutValidation("Authorization", header));
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Random_changes_of_a_token_never_let_it_in_or_break_the_gate()
    {
        var random = new Random(20261122);
        var token = Encoding.ASCII.GetBytes(Issuer.Token());
        for (var i = 0; i < 300; i++)
        {
            var changed = token.ToArray();
            changed[random.Next(changed.Length - 2)] = (byte)random.Next('!', '~');
            if (!changed.AsSpan().SequenceEqual(token))
                await RefusedAsync(Encoding.ASCII.GetString(changed));
        }
    }

    private static Dictionary<string, object> With(Dictionary<string, object> values, string name, object value) => new(values) { [name] = value };

    private async Task RefusedAsync(string token)
    {
        var answer = await fixture.Host.SendAsync(Path, more: r => r.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"));
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer realm=\"gateway\", error=\"invalid_token\"");
        (await answer.Content.ReadAsStringAsync()).Should().Be("""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"login","diagnostics":"A valid bearer token is needed."}]}""");
    }
}
