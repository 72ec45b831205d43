using System.Globalization;
using Gateway.Security.Issuing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Security;

public sealed class StartTests
{
    [Fact]
    public async Task Without_an_issuer_the_host_does_not_start() =>
        (await FaultsAsync(new() { ["Security:Tokens:Enabled"] = "false" })).Should().ContainSingle().Which.Should().StartWith("No issuer of tokens is configured, so nobody could be let in. Name one under Security:Issuers (Issuer, Audience, and Authority or JwksFile) or AzureAd");

    [Theory]
    [InlineData("urls", "http://0.0.0.0:0")]
    [InlineData("urls", "http://[::]:0")]
    [InlineData("Gateway:PublicAddress", "http://gateway.test")]
    public async Task The_gateway_is_no_issuer_of_its_own_where_nobody_knows_its_safe_address(string name, string value) =>
        (await FaultsAsync(new() { [name] = value })).Should().ContainSingle().Which.Should().EndWith("which needs a safe address that clients know it by (Gateway:PublicAddress, https).");

    [Fact]
    public async Task The_gateway_itself_is_issuer_enough_to_start()
    {
        await using var host = await SmallHost.StartAsync(new() { ["urls"] = "http://0.0.0.0:0", ["Gateway:PublicAddress"] = "https://gateway.test/" });
        var own = host.Services.GetRequiredService<TokenAddress>();
        own.IsKnown.Should().BeTrue();
        own.Token.Should().Be("https://gateway.test/oauth/token");
    }

    [Fact]
    public async Task Without_tokens_of_its_own_a_gateway_has_no_token_endpoint()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        await using var host = await SmallHost.StartAsync(new(IssuerTests.Settings(folder, issuer)) { ["Security:Tokens:Enabled"] = "false" });
        (await host.SendAsync("/oauth/jwks")).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
        (await host.SendAsync("/oauth/token", method: HttpMethod.Post)).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
        (await FaultsAsync(new(IssuerTests.Settings(folder, issuer)) { ["Security:Tokens:Life"] = "00:06:00" })).Should().ContainSingle().Which.Should().Contain("Life");
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("empty.json"), """{"keys":[]}""");
        var faults = await FaultsAsync(new()
        {
            ["Security:ClockSkew"] = "00:01:00",
            ["Security:Issuers:0:Issuer"] = "https://a.test",
            ["Security:Issuers:0:JwksFile"] = folder.PathOf("empty.json"),
            ["Security:Issuers:1:Issuer"] = "http://b.test",
            ["Security:Issuers:1:Audience"] = "x",
            ["Security:Issuers:1:Algorithms:0"] = "HS256",
            ["Security:Issuers:2:Authority"] = "https://c.test",
            ["Security:Issuers:2:JwksFile"] = folder.PathOf("absent.json"),
            ["AzureAd:TenantId"] = "common",
        });
        faults.Should().BeEquivalentTo(
            "ClockSkew: The field SecurityOptions.ClockSkew must be between 00:00:00 and 00:00:30.",
            "Security:Issuers:0: Audience is missing; without it tokens for others would be taken.",
            "Security:Issuers:0: JwksFile: the file holds no keys.",
            "Security:Issuers:1: Authority must be an https address.",
            "Security:Issuers:1: Algorithms: HS256 is not taken; RS256, RS384, RS512, ES256, ES384 are.",
            "Security:Issuers:2: Issuer is missing.",
            "Security:Issuers:2: Audience is missing; without it tokens for others would be taken.",
            "Security:Issuers:2: Authority and JwksFile exclude each other.",
            "Security:Issuers:2: JwksFile: the file of keys is not there.",
            "AzureAd: TenantId must be the id of one tenant.",
            "AzureAd: ClientId or Audience is missing.");
    }

    [Theory]
    [InlineData("""{"keys":[{"kty":"oct","kid":"1","k":"c2VjcmV0"}]}""", "a key is neither RSA nor EC")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","kid":"1","x":"AA","y":"AA","d":"AA"}]}""", "a key is private")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}""", "a key has no kid")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"1","e":"AQAB","n":"AQAB"}]}""", "a key has less than 2048 bits")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"1","use":"enc","e":"AQAB","n":"AQAB"}]}""", "a key is not for signatures")]
    [InlineData("""{"keys":""", "the file of keys cannot be read as a JWKS")]
    public async Task A_file_of_keys_that_nobody_should_trust_is_refused(string jwks, string fault)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("jwks.json"), jwks);
        (await FaultsAsync(new()
        {
            ["Security:Issuers:0:Issuer"] = "https://a.test",
            ["Security:Issuers:0:Audience"] = "x",
            ["Security:Issuers:0:JwksFile"] = folder.PathOf("jwks.json"),
        })).Should().Equal(string.Create(CultureInfo.InvariantCulture, $"Security:Issuers:0: JwksFile: {fault}."));
    }

    [Fact]
    public async Task An_issuer_is_named_once()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        (await FaultsAsync(IssuerTests.Settings(folder, issuer, issuer))).Should().Equal("The issuer https://issuer.test is named 2 times.");
    }

    [Fact]
    public async Task Entra_is_configured_as_its_people_expect()
    {
        await using var host = await SmallHost.StartAsync(new() { ["AzureAd:Instance"] = "https://login.microsoftonline.com/", ["AzureAd:TenantId"] = "8c3d7a52-0000-4000-8000-000000000001", ["AzureAd:ClientId"] = "8c3d7a52-0000-4000-8000-000000000002" });
        (await host.SendAsync("/health/live")).IsSuccessStatusCode.Should().BeTrue();
        (await FaultsAsync(new() { ["Telemetry:Otlp"] = "ftp://collector", ["AzureAd:TenantId"] = "t", ["AzureAd:ClientId"] = "c" })).Should().Equal("Telemetry:Otlp must be an http or https address.");
    }

    private static async Task<IEnumerable<string>> FaultsAsync(Dictionary<string, string?> settings)
    {
        var start = () => SmallHost.StartAsync(settings);
        return (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures;
    }
}
