using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Gateway.Tests.Security;

public sealed class IssuerTests
{
    [Fact]
    public async Task The_keys_of_one_issuer_do_not_sign_for_another()
    {
        using var folder = new TemporaryFolder();
        using var first = new TestIssuer { Name = "https://first.test" };
        using var second = new TestIssuer { Name = "https://second.test" };
        await using var host = await SmallHost.StartAsync(Settings(folder, first, second));
        (await StatusAsync(host, first.Token())).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(host, second.Token())).Should().Be(HttpStatusCode.OK);

        var claims = first.Claims();
        claims["iss"] = second.Name;
        (await StatusAsync(host, first.Token(claims))).Should().Be(HttpStatusCode.Unauthorized);
        claims["iss"] = "https://third.test";
        (await StatusAsync(host, first.Token(claims))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_issuer_may_be_held_to_some_algorithms()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        var settings = Settings(folder, issuer);
        settings["Security:Issuers:0:Algorithms:0"] = "RS512";
        await using var host = await SmallHost.StartAsync(settings);
        (await StatusAsync(host, issuer.Token(header: TestIssuer.Header("RS512", TestIssuer.RsaKey)))).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(host, issuer.Token(header: TestIssuer.Header("RS256", TestIssuer.RsaKey)))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(host, issuer.Token())).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_are_found_by_the_metadata_of_an_authority()
    {
        using var issuer = new TestIssuer();
        await using var authority = await AuthorityAsync(issuer);
        await using var host = await SmallHost.StartAsync(Settings(issuer, authority.Urls.First()));
        (await StatusAsync(host, issuer.Token())).Should().Be(HttpStatusCode.OK);
        using var stranger = new TestIssuer();
        (await StatusAsync(host, stranger.Token())).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_authority_that_is_down_lets_nobody_in_and_breaks_nothing()
    {
        using var issuer = new TestIssuer();
        await using var host = await SmallHost.StartAsync(Settings(issuer, "http://127.0.0.1:1"));
        (await StatusAsync(host, issuer.Token())).Should().Be(HttpStatusCode.Unauthorized);
    }

    internal static Dictionary<string, string?> Settings(TemporaryFolder folder, params TestIssuer[] issuers)
    {
        var settings = new Dictionary<string, string?>();
        for (var i = 0; i < issuers.Length; i++)
        {
            File.WriteAllText(folder.PathOf($"jwks-{i}.json"), issuers[i].Jwks());
            settings[$"Security:Issuers:{i}:Issuer"] = issuers[i].Name;
            settings[$"Security:Issuers:{i}:Audience"] = TestIssuer.Audience;
            settings[$"Security:Issuers:{i}:JwksFile"] = folder.PathOf($"jwks-{i}.json");
        }

        return settings;
    }

    private static Dictionary<string, string?> Settings(TestIssuer issuer, string authority) => new()
    {
        ["Security:Issuers:0:Issuer"] = issuer.Name,
        ["Security:Issuers:0:Audience"] = TestIssuer.Audience,
        ["Security:Issuers:0:Authority"] = authority,
    };

    private static async Task<WebApplication> AuthorityAsync(TestIssuer issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => $$"""{"issuer":"{{issuer.Name}}","jwks_uri":"{{app.Urls.First()}}/keys"}""");
        app.MapGet("/keys", issuer.Jwks);
        await app.StartAsync();
        return app;
    }

    private static async Task<HttpStatusCode> StatusAsync(SmallHost host, string token) => (await host.SendAsync("/fhir/Patient/1", token)).StatusCode;
}
