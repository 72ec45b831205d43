using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Storage.Tests.Data;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Tests.Security.Issuing;

/// <summary>What a client may ask for and gets. Number 13 of the attack list: scopes that are more than the client's.</summary>
public sealed class TokenEndpointTests(OAuthNodes nodes) : IClassFixture<OAuthNodes>
{
    public static TheoryData<string, string> WrongScopes
    {
        get
        {
            string[] scopes =
            [
                "system/*.rs", "system/Patient.cruds", "system/Patient.sr", "system/Patient.rx", "system/Nothing.r", "user/Patient.rs", "patient/Patient.rs", "launch", "openid", "gateway/metrics.read", "system/Observation.rs",
                "system/Observation.rs?category=survey", "system/Observation.rs?status=final", "system/Patient.rs system/Condition.r", "system/Patient.rs  system/Task.r", " ", "CUSTODY/RECORDS.WRITE", "system/Task.rs?no-such=x", "",
            ];
            var all = new TheoryData<string, string>();
            foreach (var kind in Stores.Names)
                foreach (var scope in scopes)
                    all.Add(kind, scope);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_token_says_who_what_and_what_for_and_is_good_on_every_node(string kind)
    {
        using var client = await nodes.ClientAsync(kind, r => r with { Facts = ["police-vetted"] });
        var (status, body) = await OAuthNodes.PostAsync(nodes.First(kind), client.Form(scope: "system/Patient.rs custody/records.write"));
        status.Should().Be(HttpStatusCode.OK);
        body.GetProperty("token_type").GetString().Should().Be("bearer");
        body.GetProperty("expires_in").GetInt32().Should().Be(300);
        body.GetProperty("scope").GetString().Should().Be("system/Patient.rs custody/records.write");
        var token = new JsonWebToken(body.GetProperty("access_token").GetString());
        (token.Typ, token.Alg, token.Issuer, token.Subject).Should().Be(("at+jwt", "ES384", OAuthNodes.Root, client.Id));
        token.Audiences.Should().Equal($"{OAuthNodes.Root}/fhir");
        (token.ValidTo - token.ValidFrom).Should().Be(TimeSpan.FromMinutes(5));
        token.GetPayloadValue<string>("purpose_of_use").Should().Be("TREAT");
        token.TryGetPayloadValue<object>("cnf", out _).Should().BeFalse();

        foreach (var node in new[] { nodes.First(kind), nodes.Second(kind) })
        {
            var seen = JsonElement.Parse(await (await node.SendAsync("/fhir/who", token.EncodedToken)).Content.ReadAsStringAsync());
            seen.GetProperty("clientId").GetString().Should().Be(client.Id);
            seen.GetProperty("recipient").GetString().Should().Be("trust-clinician");
            seen.GetProperty("organization").GetString().Should().Be("R1L");
            seen.GetProperty("purpose").GetString().Should().Be("http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT");
            seen.GetProperty("facts").EnumerateArray().Select(f => f.GetString()).Should().Equal("police-vetted");
            seen.GetProperty("user").ValueKind.Should().Be(JsonValueKind.Null);
            (await OAuthNodes.UseAsync(node, token.EncodedToken, "/fhir/Patient/1")).Should().Be(HttpStatusCode.OK);
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_token_ends_when_it_says(string kind)
    {
        var clock = new TestClock(TestIssuer.Now);
        var (first, second) = await nodes.StartAsync(kind, clock);
        await using var one = first;
        await using var two = second;
        using var client = await OAuthNodes.ClientAsync(first);
        var token = await OAuthNodes.TokenAsync(first, client);
        clock.Now += TimeSpan.FromMinutes(5);
        (await OAuthNodes.UseAsync(second, token)).Should().Be(HttpStatusCode.OK, "clocks may differ by ten seconds");
        clock.Now += TimeSpan.FromSeconds(10);
        (await OAuthNodes.UseAsync(second, token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Scopes_may_be_narrower_than_the_clients(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        foreach (var scope in new[] { "system/Patient.r", "system/Patient.read", "system/Task.cu", "system/Task.rs?status=requested", "system/Observation.s?category=laboratory&status=final", "system/Patient.rs system/Task.u custody/records.write" })
            (await OAuthNodes.PostAsync(nodes.First(kind), client.Form(scope: scope))).Status.Should().Be(HttpStatusCode.OK, scope);
    }

    [Theory]
    [Trait("Attack", "13")]
    [MemberData(nameof(WrongScopes))]
    public async Task Scopes_beyond_the_clients_out_of_order_or_unknown_are_refused(string kind, string scope)
    {
        using var client = await nodes.ClientAsync(kind);
        var (status, body) = await OAuthNodes.PostAsync(nodes.First(kind), client.Form(scope: scope));
        status.Should().Be(HttpStatusCode.BadRequest);
        body.GetProperty("error").GetString().Should().Be("invalid_scope");
    }

    [Theory]
    [Trait("Attack", "23")]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_token_has_one_purpose_that_the_client_is_registered_for(string kind)
    {
        using var client = await nodes.ClientAsync(kind, r => r with { Purposes = ["TREAT", "custody-care"] });
        async Task<(HttpStatusCode, string?)> AskAsync(string? purpose)
        {
            var form = client.Form();
            if (purpose is not null)
                form["purpose_of_use"] = purpose;
            var (status, body) = await OAuthNodes.PostAsync(nodes.First(kind), form);
            return (status, status == HttpStatusCode.OK ? new JsonWebToken(body.GetProperty("access_token").GetString()).GetPayloadValue<string>("purpose_of_use") : body.GetProperty("error").GetString());
        }

        (await AskAsync("TREAT")).Should().Be((HttpStatusCode.OK, "TREAT"));
        (await AskAsync("custody-care")).Should().Be((HttpStatusCode.OK, "custody-care"));
        (await AskAsync("https://health-justice.example/fhir/CodeSystem/purpose-of-use|custody-care")).Should().Be((HttpStatusCode.OK, "custody-care"));
        foreach (var wrong in new[] { null, "", "TREAT custody-care", "TREAT,custody-care", "ETREAT", "BTG", "police-request", "http://terminology.hl7.org/CodeSystem/v3-ActReason|custody-care", "treat" })
            (await AskAsync(wrong)).Should().Be((HttpStatusCode.BadRequest, "invalid_request"), wrong);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_asked_in_another_way_is_refused(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var host = nodes.First(kind);
        (await OAuthNodes.PostAsync(host, new(client.Form()) { ["grant_type"] = "password" })).Body.GetProperty("error").GetString().Should().Be("unsupported_grant_type");
        (await OAuthNodes.PostAsync(host, new(client.Form()) { ["grant_type"] = "" })).Body.GetProperty("error").GetString().Should().Be("invalid_request");
        (await OAuthNodes.PostAsync(host, new(client.Form()) { ["client_id"] = "another" })).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await OAuthNodes.PostAsync(host, new(client.Form()) { ["client_id"] = client.Id })).Status.Should().Be(HttpStatusCode.OK);
        (await OAuthNodes.PostAsync(host, client.Form(), "/oauth/token?scope=system/*.cruds")).Status.Should().Be(HttpStatusCode.BadRequest);
        var text = await new FormUrlEncodedContent(client.Form()).ReadAsStringAsync();
        foreach (var (body, type) in new[] { ($"{text}&scope=system%2FTask.r", "application/x-www-form-urlencoded"), (text, "text/plain"), (text, "application/x-www-form-urlencoded; charset=utf-16"), (JsonSerializer.Serialize(client.Form()), "application/json") })
        {
            using var content = new StringContent(body, Encoding.UTF8);
            content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            using var answer = await host.Client.PostAsync("/oauth/token", content);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest, type);
            (await answer.Content.ReadAsStringAsync()).Should().Contain("invalid_request");
        }

        (await host.SendAsync("/oauth/token")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task How_to_get_tokens_is_told_to_all(string kind)
    {
        var told = JsonElement.Parse(await nodes.First(kind).Client.GetStringAsync("/fhir/.well-known/smart-configuration"));
        told.GetProperty("token_endpoint").GetString().Should().Be(OAuthNodes.TokenUrl);
        told.GetProperty("token_endpoint_auth_signing_alg_values_supported").EnumerateArray().Select(a => a.GetString()).Should().Equal("RS384", "ES384");
        told.GetProperty("capabilities").EnumerateArray().Select(a => a.GetString()).Should().Contain("client-confidential-asymmetric");
        var keys = JsonElement.Parse(await nodes.Second(kind).Client.GetStringAsync("/oauth/jwks")).GetProperty("keys");
        keys.GetArrayLength().Should().Be(1);
        keys[0].EnumerateObject().Select(p => p.Name).Should().BeEquivalentTo("kty", "kid", "use", "alg", "crv", "x", "y");
        keys.ToString().Should().Be(JsonElement.Parse(await nodes.First(kind).Client.GetStringAsync("/oauth/jwks")).GetProperty("keys").ToString());
    }
}
