using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Access;
using Gateway.Access.Policies;
using Gateway.Security.Purposes;

namespace Gateway.Tests.Security.Purposes;

/// <summary>Number 23 of the attack list: what a request is made for is one thing, and not what its sender says.</summary>
[Trait("Attack", "23")]
public sealed class PurposeTests(TokenHost fixture) : IClassFixture<TokenHost>
{
    private const string V3 = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private const string Ours = "https://health-justice.example/fhir/CodeSystem/purpose-of-use";

    [Theory]
    [InlineData("TREAT", V3, "TREAT")]
    [InlineData("custody-care", Ours, "custody-care")]
    [InlineData("http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT", V3, "TREAT")]
    [InlineData("http://hl7.org/fhir/v3/ActReason|TREAT", V3, "TREAT")]
    [InlineData("urn:oid:2.16.840.1.113883.5.8#TREAT", V3, "TREAT")]
    [InlineData("https://another.test/codes|custody-care", "https://another.test/codes", "custody-care")]
    public void A_word_says_a_purpose(string word, string system, string code)
    {
        PurposeWords.Read(word).Should().Be(new Coded(system, code));
        PurposeWords.Read(PurposeWords.Write(new Coded(system, code))).Should().Be(new Coded(system, code));
    }

    [Fact]
    public void Ours_are_those_of_the_code_system() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(TestFolders.Repository, "profiles", "codesystems", "CodeSystem-purpose-of-use.json")))!["concept"]!.AsArray().Select(c => (string)c!["code"]!).Should().BeEquivalentTo(PurposeWords.Ours);

    [Theory]
    [InlineData("")]
    [InlineData("|TREAT")]
    [InlineData("#TREAT")]
    [InlineData("TREAT|")]
    [InlineData("TR EAT")]
    [InlineData("TREAT\n")]
    [InlineData("TRÉAT")]
    public void What_is_no_purpose_is_none(string word) => PurposeWords.Read(word).Should().BeNull();

    [Fact]
    public async Task A_caller_with_one_purpose_has_it_without_saying_so()
    {
        (await PurposeAsync(Claims("TREAT"))).Should().Be($"{V3}|TREAT");
        (await PurposeAsync(Claims("TREAT"), "TREAT")).Should().Be($"{V3}|TREAT");
        (await PurposeAsync(Claims(new[] { "TREAT", $"{V3}|TREAT" }))).Should().Be($"{V3}|TREAT");
    }

    [Fact]
    public async Task A_caller_with_several_says_which()
    {
        (await PurposeAsync(Claims(new[] { "TREAT", "custody-care" }), "custody-care")).Should().Be($"{Ours}|custody-care");
        (await PurposeAsync(Claims("TREAT custody-care"), $"{V3}|TREAT")).Should().Be($"{V3}|TREAT");
        var (status, body) = await AskAsync(Claims("TREAT custody-care"));
        status.Should().Be(HttpStatusCode.BadRequest);
        body.Should().Contain("\"resourceType\":\"OperationOutcome\"").And.Contain("X-Purpose-Of-Use");
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "BTG")]
    [InlineData(HttpStatusCode.Forbidden, "ETREAT")]
    [InlineData(HttpStatusCode.Forbidden, "treat")]
    [InlineData(HttpStatusCode.Forbidden, "https://another.test|TREAT")]
    [InlineData(HttpStatusCode.BadRequest, "TREAT,custody-care")]
    [InlineData(HttpStatusCode.BadRequest, "TREAT", "custody-care")]
    [InlineData(HttpStatusCode.BadRequest, "TREAT", "TREAT")]
    [InlineData(HttpStatusCode.BadRequest, "TREAT custody-care")]
    [InlineData(HttpStatusCode.BadRequest, "")]
    public async Task A_purpose_that_the_caller_gives_itself_is_refused(HttpStatusCode expected, params string[] headers)
    {
        (await AskAsync(Claims("TREAT"), headers)).Status.Should().Be(expected);
        (await AskAsync(Claims("TREAT custody-care"), headers)).Status.Should().Be(expected);
    }

    [Fact]
    public async Task A_caller_without_a_purpose_is_refused_whatever_it_says()
    {
        var claims = fixture.Issuer.Claims();
        claims.Remove("purpose_of_use");
        foreach (var headers in new string[][] { [], ["TREAT"] })
            (await AskAsync(claims, headers)).Status.Should().Be(HttpStatusCode.Forbidden);
        claims["scope"] = "custody/records.write";
        (await fixture.Host.SendAsync("/custody/records", fixture.Issuer.Token(claims), HttpMethod.Post)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        claims["scope"] = "gateway/metrics.read";
        (await fixture.Host.SendAsync("/metrics", fixture.Issuer.Token(claims))).StatusCode.Should().Be(HttpStatusCode.OK, "metrics tell of nobody");
    }

    [Fact]
    public async Task Purposes_are_found_where_IHE_and_UDAP_put_them()
    {
        var coded = new { system = V3, code = "TREAT" };
        foreach (var (name, value) in new (string, object)[]
        {
            ("ihe_iua", new { purpose_of_use = new[] { coded } }),
            ("extensions", new { ihe_iua = new { purpose_of_use = new[] { coded } } }),
            ("extensions", new Dictionary<string, object> { ["hl7-b2b"] = new { version = "1", purpose_of_use = new[] { "urn:oid:2.16.840.1.113883.5.8#TREAT" } } }),
            ("extensions", new Dictionary<string, object> { ["hl7-b2b"] = new { purpose_of_use = "TREAT" } }),
            ("purpose_of_use", new[] { coded }),
        })
            (await PurposeAsync(With(name, value))).Should().Be($"{V3}|TREAT", name);
    }

    [Fact]
    public async Task Purposes_that_contradict_each_other_or_cannot_be_read_are_refused()
    {
        foreach (var (name, value) in new (string, object)[]
        {
            ("ihe_iua", new { purpose_of_use = new[] { new { system = V3, code = "HOPERAT" } } }),
            ("extensions", new Dictionary<string, object> { ["hl7-b2b"] = new { purpose_of_use = new[] { "TREAT", "HOPERAT" } } }),
            ("extensions", new { ihe_iua = "TREAT" }),
            ("extensions", new { ihe_iua = new { purpose_of_use = new[] { 1 } } }),
        })
        {
            var claims = fixture.Issuer.Claims();
            claims[name] = value;
            (await AskAsync(claims)).Status.Should().Be(HttpStatusCode.Unauthorized, JsonSerializer.Serialize(value));
        }

        (await AskAsync(Claims("TREAT |x"))).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private Dictionary<string, object> Claims(object purposes) => new(fixture.Issuer.Claims()) { ["purpose_of_use"] = purposes };

    private Dictionary<string, object> With(string name, object value)
    {
        var claims = fixture.Issuer.Claims();
        claims.Remove("purpose_of_use");
        claims[name] = value;
        return claims;
    }

    private async Task<string?> PurposeAsync(Dictionary<string, object> claims, params string[] headers)
    {
        var (status, body) = await AskAsync(claims, headers);
        status.Should().Be(HttpStatusCode.OK);
        return JsonElement.Parse(body).GetProperty("purpose").GetString();
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(Dictionary<string, object> claims, params string[] headers)
    {
        using var answer = await fixture.Host.SendAsync("/fhir/who", fixture.Issuer.Token(claims), more: r =>
        {
            foreach (var value in headers)
                r.Headers.TryAddWithoutValidation(RequestPurpose.Header, value);
        });
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
