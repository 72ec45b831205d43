using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Gateway.Storage.Tests.Data;

namespace Gateway.Tests.Security.Issuing;

/// <summary>Numbers 3, 22, 27 and 34 of the attack list: clients that are not who they say.</summary>
[Trait("Attack", "22")]
public sealed class AssertionAttackTests(OAuthNodes nodes) : IClassFixture<OAuthNodes>
{
    public static TheoryData<string, string, string> Algorithms => Each(
        ("none", TestClient.Ec1), ("None", TestClient.Ec1), ("HS384", TestClient.Rsa1), ("RS256", TestClient.Rsa1), ("RS512", TestClient.Rsa1), ("PS384", TestClient.Rsa1), ("ES256", TestClient.Ec1),
        ("RS384", TestClient.Ec1), ("ES384", TestClient.Rsa1), ("ES384", "ec-2"), ("ES384", ""), ("ES384", "../../../dev/null"), ("ES384", "x' UNION SELECT 'key"));

    public static TheoryData<string, string, string> Claims => Each(
        ("aud", "https://another.test/oauth/token"), ("aud", OAuthNodes.Root), ("aud", $"{OAuthNodes.TokenUrl}/"), ("aud", $"{OAuthNodes.Root}/oauth/introspect"), ("aud", ""),
        ("sub", "somebody"), ("sub", ""), ("iss", "somebody"), ("iss", ""), ("jti", ""), ("jti", new string('x', 257)));

    public static TheoryData<string, string, int> Times
    {
        get
        {
            var all = new TheoryData<string, string, int>();
            foreach (var kind in Stores.Names)
                foreach (var (claim, seconds) in new[] { ("exp", -10), ("exp", -3600), ("exp", 311), ("exp", 86400), ("nbf", 11), ("iat", 11) })
                    all.Add(kind, claim, seconds);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_client_gets_a_token_for_what_it_signs_with_either_of_its_keys(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        foreach (var header in new[] { TestClient.Header(), TestClient.Header("RS384", TestClient.Rsa1) })
            (await AskAsync(kind, client, client.Assertion(header: header))).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Alg_none_HS_RS_confusion_and_foreign_kids_are_refused(string kind, string algorithm, string kid)
    {
        using var client = await nodes.ClientAsync(kind);
        (await AskAsync(kind, client, client.Assertion(header: TestClient.Header(algorithm, kid)))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_key_that_the_assertion_brings_along_is_not_used(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        using var stranger = new TestClient { Id = client.Id };
        var own = JsonElement.Parse(stranger.Jwks).GetProperty("keys")[1];
        (await AskAsync(kind, client, stranger.Assertion())).Should().Be(HttpStatusCode.Unauthorized);
        foreach (var (name, value) in new (string, object)[] { ("jwk", own), ("jku", "https://client.test/jwks.json"), ("jku", 1), ("x5u", "https://client.test/cert.pem"), ("x5c", new[] { "AAAA" }), ("crit", new[] { "b64" }) })
            (await AskAsync(kind, client, client.Assertion(header: With(TestClient.Header(), name, value)))).Should().Be(HttpStatusCode.Unauthorized, name);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_assertion_that_is_shown_again_is_refused_on_every_node(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var assertion = client.Assertion();
        (await AskAsync(nodes.First(kind), client, assertion)).Should().Be(HttpStatusCode.OK);
        (await AskAsync(nodes.First(kind), client, assertion)).Should().Be(HttpStatusCode.Unauthorized);
        (await AskAsync(nodes.Second(kind), client, assertion)).Should().Be(HttpStatusCode.Unauthorized);

        // The same id in another assertion is the same.
        var claims = client.Claims();
        (await AskAsync(nodes.First(kind), client, client.Assertion(claims))).Should().Be(HttpStatusCode.OK);
        claims["exp"] = TestIssuer.Now.AddMinutes(3).ToUnixTimeSeconds();
        (await AskAsync(nodes.Second(kind), client, client.Assertion(claims))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Of_many_showings_of_one_assertion_at_the_same_time_one_is_taken(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var assertion = client.Assertion();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => AskAsync(i % 2 == 0 ? nodes.First(kind) : nodes.Second(kind), client, assertion)));
        answers.Count(a => a == HttpStatusCode.OK).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nobody_uses_up_the_ids_of_another_and_two_clients_may_have_the_same(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        using var other = await nodes.ClientAsync(kind);
        using var thief = new TestClient { Id = client.Id };
        var (claims, same) = (client.Claims(), other.Claims());
        same["jti"] = claims["jti"];
        (await AskAsync(kind, client, thief.Assertion(claims))).Should().Be(HttpStatusCode.Unauthorized);
        (await AskAsync(kind, other, other.Assertion(same))).Should().Be(HttpStatusCode.OK);
        (await AskAsync(kind, client, client.Assertion(claims))).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task A_wrong_audience_subject_issuer_or_id_is_refused(string kind, string claim, string value)
    {
        using var client = await nodes.ClientAsync(kind);
        (await AskAsync(kind, client, client.Assertion(With(client.Claims(), claim, value)))).Should().Be(HttpStatusCode.Unauthorized);
        var claims = client.Claims();
        claims.Remove(claim);
        (await AskAsync(kind, client, client.Assertion(claims))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_assertion_for_several_audiences_or_of_another_type_is_refused(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        (await AskAsync(kind, client, client.Assertion(With(client.Claims(), "aud", new[] { OAuthNodes.TokenUrl, "https://another.test" })))).Should().Be(HttpStatusCode.Unauthorized);
        (await AskAsync(kind, client, client.Assertion(With(client.Claims(), "aud", new[] { OAuthNodes.TokenUrl })))).Should().Be(HttpStatusCode.OK);
        foreach (var type in new[] { "at+jwt", "jwt", "JWS", "" })
            (await AskAsync(kind, client, client.Assertion(header: With(TestClient.Header(), "typ", type)))).Should().Be(HttpStatusCode.Unauthorized, type);
        var header = TestClient.Header();
        header.Remove("typ");
        (await AskAsync(kind, client, client.Assertion(header: header))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public async Task An_assertion_that_has_expired_is_of_the_future_or_lasts_too_long_is_refused(string kind, string claim, int seconds)
    {
        using var client = await nodes.ClientAsync(kind);
        (await AskAsync(kind, client, client.Assertion(With(client.Claims(), claim, TestIssuer.Now.AddSeconds(seconds).ToUnixTimeSeconds())))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_time_that_no_calendar_has_is_refused(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        foreach (var time in new object[] { 1e300, long.MaxValue, -1, "soon", false })
            (await AskAsync(kind, client, client.Assertion(With(client.Claims(), "exp", time)))).Should().Be(HttpStatusCode.Unauthorized);
        var claims = client.Claims();
        claims.Remove("exp");
        (await AskAsync(kind, client, client.Assertion(claims))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [Trait("Attack", "27")]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_assertion_that_says_a_thing_twice_was_altered_or_is_none_is_refused(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var (header, claims) = (JsonSerializer.Serialize(TestClient.Header()), JsonSerializer.Serialize(client.Claims()));
        var parts = client.Assertion().Split('.');
        string[] attacks =
        [
            client.AssertionOf(header, claims.Replace("{", "{\"iss\":\"other\",", StringComparison.Ordinal)),
            client.AssertionOf(header.Replace("{", "{\"kid\":\"other\",", StringComparison.Ordinal), claims),
            $"{parts[0]}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(client.Claims()))}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[96])}",
            $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}.{parts[2]}", "x", "a.b.c", "e30.e30.AAAA", "W10.W10.AAAA", "....", "bnVsbA.bnVsbA.AAAA",
        ];
        foreach (var attack in attacks)
            (await AskAsync(kind, client, attack)).Should().Be(HttpStatusCode.Unauthorized, attack);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_oversized_assertion_or_form_is_refused(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        (await AskAsync(kind, client, client.Assertion(With(client.Claims(), "padding", new string('x', 16 * 1024))))).Should().Be(HttpStatusCode.Unauthorized);
        var form = client.Form();
        form["padding"] = new string('x', 40 * 1024);
        (await OAuthNodes.PostAsync(nodes.First(kind), form)).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Of_two_keys_with_one_name_neither_is_used(string kind)
    {
        using var client = await nodes.ClientAsync(kind, r => r with { Jwks = Twice(r.Jwks!.Value) });
        (await AskAsync(kind, client, client.Assertion())).Should().Be(HttpStatusCode.Unauthorized);
        (await AskAsync(kind, client, client.Assertion(header: TestClient.Header("RS384", TestClient.Rsa1)))).Should().Be(HttpStatusCode.OK, "the other key has its name alone");
    }

    [Theory]
    [Trait("Attack", "3")]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Shared_secrets_are_taken_nowhere(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var host = nodes.First(kind);
        (await OAuthNodes.PostAsync(host, new() { ["grant_type"] = "client_credentials", ["scope"] = "system/Patient.rs", ["client_id"] = client.Id, ["client_secret"] = "secret" })).Status.Should().Be(HttpStatusCode.BadRequest);
        (await OAuthNodes.PostAsync(host, new(client.Form()) { ["client_secret"] = "secret" })).Status.Should().Be(HttpStatusCode.BadRequest);
        (await OAuthNodes.PostAsync(host, new() { ["grant_type"] = "client_credentials", ["client_id"] = client.Id })).Status.Should().Be(HttpStatusCode.Unauthorized);
        var (status, body) = await OAuthNodes.PostAsync(host, new(client.Form()) { ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer" });
        status.Should().Be(HttpStatusCode.Unauthorized);
        body.ToString().Should().Be("""{"error":"invalid_client","error_description":"The client is not authenticated by a signed assertion."}""");
        using var content = new FormUrlEncodedContent(client.Form());
        using var basic = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = content };
        basic.Headers.TryAddWithoutValidation("Authorization", "Basic dXNlcjpwYXNz");
        (await host.Client.SendAsync(basic)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [Trait("Attack", "34")]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_headers_call_the_gateway_or_the_client_does_not_count(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        foreach (var (header, value) in new[] { ("Host", "another.test"), ("X-Forwarded-Host", "another.test"), ("Forwarded", "host=another.test"), ("X-SSL-Client-S-DN", $"CN={client.Id}"), ("X-Client-Cert", client.Id) })
        {
            var form = client.Form(client.Assertion(client.Claims("https://another.test/oauth/token")));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new FormUrlEncodedContent(form) };
            request.Headers.TryAddWithoutValidation(header, value);
            (await nodes.First(kind).Client.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Unauthorized, header);
        }
    }

    private static JsonElement Twice(JsonElement jwks) => JsonSerializer.SerializeToElement(new { keys = jwks.GetProperty("keys").EnumerateArray().Append(jwks.GetProperty("keys")[1]) });

    private static Dictionary<string, object> With(Dictionary<string, object> values, string name, object value) => new(values) { [name] = value };

    private static TheoryData<string, string, string> Each(params (string, string)[] rows)
    {
        var all = new TheoryData<string, string, string>();
        foreach (var kind in Stores.Names)
            foreach (var (first, second) in rows)
                all.Add(kind, first, second);
        return all;
    }

    private Task<HttpStatusCode> AskAsync(string kind, TestClient client, string assertion) => AskAsync(nodes.First(kind), client, assertion);

    private static async Task<HttpStatusCode> AskAsync(SmallHost host, TestClient client, string assertion) => (await OAuthNodes.PostAsync(host, client.Form(assertion))).Status;
}
